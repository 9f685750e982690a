"""What pages about reputation show: plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from channel_community.members.cards import AuthorCard
from channel_community.reputation.models import Level


@dataclass(frozen=True)
class LedgerRow:
    """One line of a member's ledger, in words. `note` says why a line counts nothing, and is mostly empty."""

    when: datetime
    delta: int
    reason: str
    url: str
    is_reversal: bool
    is_reversed: bool = False
    note: str = ""


@dataclass(frozen=True)
class Advice:
    """Something that earns `points`."""

    points: int
    text: str


@dataclass(frozen=True)
class Progress:
    """A member's place on the ladder. `missing` points lead to `next_level` (None at the top)."""

    standing: int
    level: Level | None
    next_level: Level | None
    missing: int
    progress_percent: int
    levels: list[Level] = field(default_factory=list)
    advice: list[Advice] = field(default_factory=list)


@dataclass(frozen=True)
class PersonCard:
    """Somebody worth knowing: their card, what they say of themselves, and what others confirmed."""

    author: AuthorCard
    headline: str
    accepted_count: int
    points: int
