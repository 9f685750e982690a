"""What people say in the long restore drill log, from `data/drill_log.json`.

A restored thing is (what, smallest GB, largest GB, how it was checked). Speeds are MB/s. `{year}`, `{month}`
and `{n}` are filled in when the log is composed; a fault names whom it may happen to.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

Thing = tuple[str, float, float, str]


@dataclass(frozen=True)
class Voice:
    """How one person writes in the log. ``style`` is "list", "plain" or "terse"; ``weight`` how often."""

    speed: int
    style: str
    weight: int
    things: list[Thing]
    good: list[str]


@dataclass(frozen=True)
class Fault:
    """A drill that failed, and its cure. ``people`` are handles, separated by blanks."""

    people: str
    what: str
    fault: str
    cure: str


@dataclass(frozen=True)
class Words:
    """Everything that the log is composed of. ``scenes`` are short exchanges of (handle, text)."""

    voices: dict[str, Voice]
    faults: list[Fault]
    questions: list[tuple[str, str]]
    tips: list[str]
    cheers: list[str]
    scenes: list[list[tuple[str, str]]]
    closings: list[str]
    milestones: list[str]


def read_words() -> Words:
    """The words of the log as written."""
    path = Path(__file__).parent / "data" / "drill_log.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    raw["voices"] = {handle: Voice(**voice) for handle, voice in raw["voices"].items()}
    raw["faults"] = [Fault(**fault) for fault in raw["faults"]]
    return Words(**raw)
