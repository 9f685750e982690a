"""What pages about reputation show: plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

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
    """A member's place on the ladder. `missing` points lead to `next_level` (None at the top).

    `progress_percent` is the way from the level held to the next one, 0 to 100.
    """

    standing: int
    level: Level | None
    next_level: Level | None
    missing: int
    progress_percent: int
    levels: list[Level] = field(default_factory=list)
    advice: list[Advice] = field(default_factory=list)
