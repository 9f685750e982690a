"""Gathers the facts of the simulated past, writes them into the log in order of time, and works them off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from channel_community.events import dispatch, registry
from channel_community.events.models import Delivery, Event
from channel_community.events.registry import EventType
from channel_community.reputation.enums import SUBSCRIBER as REPUTATION
from channel_community.reputation.rules import rules_of

BATCH = 500


@dataclass(frozen=True)
class Fact:
    """One fact, as `events.record` takes it, with the time at which it happened."""

    at: datetime
    kind: EventType
    payload: Any
    actor: Any
    subject: Any
    obj: Any
    partner: Any = None

    def row(self) -> Event:
        return Event(
            name=self.kind.name,
            version=self.kind.version,
            actor=self.actor,
            subject=self.subject,
            partner=self.partner,
            object_type=self.obj._meta.label_lower,
            object_id=self.obj.pk,
            payload=self.kind.dump(self.payload),
            occurred_at=self.at,
        )


class Facts:
    """The log of the simulated past. Nothing is written before `write`."""

    def __init__(self) -> None:
        self.gathered: list[Fact] = []

    def add(
        self, kind: EventType, *, at: datetime, payload: Any, actor, subject=None, obj, partner=None
    ) -> None:
        self.gathered.append(Fact(at, kind, payload, actor, subject or actor, obj, partner))

    def write(self) -> list[Event]:
        """Write every fact, the oldest first, each with one delivery per subscriber."""
        ordered = sorted(self.gathered, key=lambda fact: fact.at)
        events = [event for chunk in chunks(ordered) for event in self._write(chunk)]
        return events

    def _write(self, chunk: list[Fact]) -> list[Event]:
        events = Event.objects.bulk_create([fact.row() for fact in chunk])
        deliveries = [
            delivery_of(event, each.name) for event in events for each in registry.subscribers_of(event.name)
        ]
        Delivery.objects.bulk_create(deliveries)
        return events


def delivery_of(event: Event, subscriber: str) -> Delivery:
    """What reputation has to book is left due; the others tell of news, and nobody wants a year of it."""
    delivery = Delivery(event=event, subscriber=subscriber, due_at=event.occurred_at)
    if subscriber != REPUTATION or not earns(event):
        delivery.done_at, delivery.attempts = event.occurred_at, 1
    return delivery


def earns(event: Event) -> bool:
    """Whether any rule credits somebody for the event; nothing in the simulated past is taken back."""
    return any(rule.credited(event) for rule in rules_of(event.name))


def work_off(say) -> int:
    """Treat what is due to reputation, and return how many events. Raises RuntimeError when one fails."""
    due = dispatch.due_deliveries().filter(subscriber=REPUTATION).order_by("event_id")
    numbers = list(due.values_list("pk", flat=True))
    for done, number in enumerate(numbers, 1):
        outcome = dispatch.deliver(number)
        if outcome is not dispatch.Outcome.DONE:
            failed = Delivery.objects.get(pk=number)
            raise RuntimeError(f"Reputation could not treat event {failed.event_id}: {failed.last_error}")
        if done % 100 == 0 or done == len(numbers):
            say("reputation", done, len(numbers))
    return len(numbers)


def chunks(rows: list):
    """`rows` in lists of at most BATCH."""
    rest = iter(rows)
    while chunk := list(islice(rest, BATCH)):
        yield chunk
