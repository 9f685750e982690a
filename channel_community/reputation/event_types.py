"""Facts about reputation."""

from __future__ import annotations

from dataclasses import dataclass

from channel_community.events.registry import EventType, register_event


@dataclass(frozen=True)
class LevelChange:
    """A member, the event's subject, came to a level or lost it; the event's object is that level.

    `rank` is the rank held from now on (0 for none), `previous_rank` the one held before; `total` the points
    for the whole network. `description` says what the level opens.
    """

    level_id: int
    level_name: str
    description: str
    rank: int
    previous_rank: int
    total: int


LEVEL_REACHED = register_event(EventType("reputation.level.reached", LevelChange))
LEVEL_LOST = register_event(EventType("reputation.level.lost", LevelChange))
