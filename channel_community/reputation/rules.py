"""What earns reputation, and what takes it back.

Rules know events by name and payload only, so that any domain may bring its own: it registers a `Rule` for
an event that it records. Points come from outcomes that somebody else confirmed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from channel_community.conf import settings
from channel_community.events import registry
from channel_community.events.models import Event
from channel_community.reputation.enums import SUBSCRIBER

_rules: dict[str, Rule] = {}
_reversals: dict[str, Reversal] = {}


@dataclass(frozen=True)
class PairLimit:
    """At most `credits` that one member's acts earn one other member in any `days` days; the rest earns 0."""

    credits: int
    days: int

    @property
    def window(self) -> timedelta:
        return timedelta(days=self.days)


def subject_of(event: Event) -> int | None:
    """The member the event is about."""
    return event.subject_id


@dataclass(frozen=True)
class Rule:
    """An outcome and its points.

    `event` names the event that confirms the outcome. `reason` tells the member why, in words, with the
    payload's keys as %(placeholders)s; `advice` tells what to do to earn it. `outcome` lists the event's
    columns that make two events the same outcome: it is paid once, until it is taken back.
    """

    name: str
    event: str
    points: int
    reason: str
    advice: str
    outcome: tuple[str, ...] = ("object_type", "object_id")
    beneficiary: Callable[[Event], int | None] = subject_of
    applies: Callable[[dict], bool] = bool
    limit: PairLimit | None = None

    def credited(self, event: Event) -> int | None:
        """The id of the member whom `event` earns something, or None.

        Knock-on events earn nothing, and nobody earns by an act of their own.
        """
        member_id = self.beneficiary(event)
        if member_id is None or member_id == event.actor_id or event.caused_by_id is not None:
            return None
        return member_id if self.applies(event.payload) else None

    @property
    def worth(self) -> int:
        """The points that the site gives for it now."""
        return settings.REPUTATION_POINTS.get(self.name, self.points)


@dataclass(frozen=True)
class Reversal:
    """An event that takes back what was earned.

    `undoes` names the payload's key that holds the id of the undone event; without it everything goes that
    the event's object has earned. `reason` is as in `Rule`.
    """

    event: str
    reason: str
    undoes: str = ""


def register(rule: Rule | Reversal) -> None:
    """Make a rule or a reversal known. A name may be registered once."""
    known, key = (_rules, rule.name) if isinstance(rule, Rule) else (_reversals, rule.event)
    if key in known:
        raise ValueError(f"Two reputation rules are named {key!r}.")
    known[key] = rule
    if registry.subscriber(SUBSCRIBER):
        registry.listen(SUBSCRIBER, rule.event)


def rule(name: str) -> Rule | None:
    """The rule of this name, or None when it is no longer installed."""
    return _rules.get(name)


def all_rules() -> tuple[Rule, ...]:
    """Every rule, the best paid first."""
    return tuple(sorted(_rules.values(), key=lambda rule: (-rule.worth, rule.name)))


def rules_of(event_name: str) -> tuple[Rule, ...]:
    """The rules that pay for events of this name."""
    return tuple(rule for rule in _rules.values() if rule.event == event_name)


def reversal_by(event_name: str) -> Reversal | None:
    """What events of this name take back, or None."""
    return _reversals.get(event_name)


def event_names() -> frozenset[str]:
    """Every event name that earns something or takes something back."""
    return frozenset(rule.event for rule in (*_rules.values(), *_reversals.values()))


register(
    Rule(
        name="answer.accepted",
        event="discussions.answer.accepted",
        points=15,
        reason=_("Your answer #%(number)s in “%(thread_title)s” was accepted"),
        advice=_("An answer of yours is accepted by the person who asked"),
        applies=lambda payload: not payload.get("own"),
    )
)
register(
    Rule(
        name="post.helped",
        event="discussions.post.reacted",
        points=2,
        reason=_("Your post #%(number)s in “%(thread_title)s” helped somebody"),
        advice=_("Somebody says that a post of yours helped them"),
        outcome=("object_type", "object_id", "actor_id"),
        applies=lambda payload: payload.get("kind") == "helped",
        limit=PairLimit(credits=3, days=7),
    )
)
register(
    Reversal(
        event="discussions.answer.unaccepted",
        reason=_("Your answer #%(number)s in “%(thread_title)s” is no longer the accepted one"),
        undoes="accepted_event_id",
    )
)
register(
    Reversal(
        event="discussions.post.unreacted",
        reason=_("Somebody took back that your post #%(number)s in “%(thread_title)s” helped them"),
        undoes="reacted_event_id",
    )
)
register(
    Reversal(
        event="discussions.post.removed",
        reason=_("Your post #%(number)s in “%(thread_title)s” was removed"),
    )
)
