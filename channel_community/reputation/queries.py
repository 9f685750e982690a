"""Reading the ledger."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from channel_community.events.models import Delivery, Event
from channel_community.members.enums import PublicRole
from channel_community.members.models import Member
from channel_community.reputation import rules
from channel_community.reputation.cards import Advice, LedgerRow, Progress
from channel_community.reputation.enums import SUBSCRIBER
from channel_community.reputation.models import LedgerEntry, Level, Standing
from channel_community.reputation.rules import Rule
from channel_community.reputation.words import row_of


def ledger_of(member: Member) -> QuerySet[LedgerEntry]:
    """The member's entries with their causes, newest first. `rows` puts them in words."""
    return (
        LedgerEntry.objects.filter(member=member)
        .select_related("event", "reversal")
        .order_by("-created_at", "-pk")
    )


def rows(entries: Iterable[LedgerEntry]) -> list[LedgerRow]:
    """What a member is told of these entries, in the language of now."""
    return [row_of(entry) for entry in entries]


def total_of(member: Member) -> int:
    """The member's points in the whole network; 0 for somebody who has no profile yet."""
    network = Standing.objects.filter(member_id=member.pk, partner=None)
    return network.values_list("total", flat=True).first() or 0


def progress(member: Member) -> Progress:
    """Where the member stands, what comes next, and what helps. Two queries."""
    total = total_of(member)
    ladder = list(Level.objects.all())
    level = next((step for step in ladder if step.pk == member.level_id), None)
    rank, floor = (level.rank, level.threshold) if level else (0, 0)
    following = next((step for step in ladder if step.rank > rank), None)
    return Progress(
        standing=total,
        level=level,
        next_level=following,
        missing=max(0, following.threshold - total) if following else 0,
        progress_percent=_percent(total, floor, following.threshold if following else None),
        levels=ladder,
        advice=[Advice(points=rule.worth, text=str(rule.advice)) for rule in rules.all_rules() if rule.worth],
    )


def leaders() -> QuerySet[Member]:
    """The members who helped most, in the whole network; staff do not compete with those they serve."""
    return (
        Member.objects.filter(standings__partner=None, standings__total__gt=0, user__is_active=True)
        .exclude(public_role__in=[PublicRole.BRAND, PublicRole.PARTNER])
        .exclude(suspended_until__gt=timezone.now())
        .order_by("-standings__total", "pk")
    )


def entries_in_force() -> QuerySet[LedgerEntry]:
    """Credits that nothing has taken back."""
    return LedgerEntry.objects.filter(reverses__isnull=True, reversal__isnull=True)


def entries_of_object(event: Event) -> QuerySet[LedgerEntry]:
    """Credits in force for the object that `event` is about, in the order they were booked."""
    if event.object_id is None:
        return entries_in_force().none()
    return (
        entries_in_force()
        .filter(event__object_type=event.object_type, event__object_id=event.object_id)
        .order_by("pk")
    )


def untreated_before(event: Event) -> QuerySet[Event]:
    """Earlier events about the same object that reputation has still to treat, in the order of the log."""
    if event.object_id is None:
        return Event.objects.none()
    return Event.objects.filter(
        object_type=event.object_type,
        object_id=event.object_id,
        pk__lt=event.pk,
        deliveries__subscriber=SUBSCRIBER,
        deliveries__done_at__isnull=True,
    ).order_by("pk")


def dead_before(event: Event) -> int | None:
    """The id of the first earlier event about the same object that reputation failed to treat for good."""
    dead = untreated_before(event).filter(
        deliveries__in=Delivery.objects.filter(subscriber=SUBSCRIBER, dead_at__isnull=False)
    )
    return dead.values_list("pk", flat=True).first()


def members_concerned(event: Event, earlier: Iterable[Event]) -> set[int]:
    """Everybody whose standing may change when these events are booked."""
    found = set(entries_of_object(event).values_list("member_id", flat=True))
    for due in (*earlier, event):
        reversal = rules.reversal_by(due.name)
        undone = (
            Event.objects.filter(pk=due.payload.get(reversal.undoes)) if reversal and reversal.undoes else ()
        )
        for cause in (due, *undone):
            found.update(rule.credited(cause) for rule in rules.rules_of(cause.name))
    return found - {None}


def is_paid(event: Event, rule: Rule, member_id: int) -> bool:
    """Whether the outcome that `event` confirms is credited already, by another event."""
    same_outcome = {f"event__{column}": getattr(event, column) for column in rule.outcome}
    return (
        entries_in_force().filter(rule=rule.name, member_id=member_id, delta__gt=0, **same_outcome).exists()
    )


def is_within_limit(event: Event, rule: Rule, member_id: int) -> bool:
    """Whether one more credit from the event's actor keeps every window of the rule's limit."""
    limit = rule.limit
    if limit is None or event.actor_id is None:
        return True
    near = (
        entries_in_force()
        .filter(rule=rule.name, member_id=member_id, delta__gt=0, event__actor_id=event.actor_id)
        .filter(
            Q(event__occurred_at__gt=event.occurred_at - limit.window)
            & Q(event__occurred_at__lt=event.occurred_at + limit.window)
        )
    )
    times = sorted([event.occurred_at, *near.values_list("event__occurred_at", flat=True)])
    spans = zip(times, times[limit.credits :], strict=False)
    return all(last - first >= limit.window for first, last in spans)


def _percent(total: int, floor: int, goal: int | None) -> int:
    if goal is None or goal <= floor:
        return 100
    return max(0, min(100, (total - floor) * 100 // (goal - floor)))
