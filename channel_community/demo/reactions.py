"""Who finds which post good, decided once and for all by a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass

from channel_community.demo.people import BY_HANDLE, PEOPLE, Person

SEED = 271
#: How readily people react to what these write; everybody else is 1.
LIKED = {
    "sigridur": 4.6, "dave": 4.4, "ines": 3.3, "rasmus": 3.0, "jukka": 1.8, "helvi": 1.6, "niamh": 1.8,
    "thandiwe": 1.9, "jordi": 1.3, "precious": 1.7, "tomasz": 1.4, "yusuf": 0.5, "hana": 0.4, "davide": 0.7,
}  # fmt: skip


@dataclass(frozen=True)
class Thought:
    """One reaction: who, which kind, and how many minutes after the post."""

    handle: str
    kind: str
    minutes: int


class Readers:
    """Draws the reactions to one post. Prospects read without reacting, and nobody reacts to themselves.

    `key` names the post: a thread that is added or changed leaves the reactions to all others as they are.
    """

    def __init__(self, key: str) -> None:
        self.rng = random.Random(f"{SEED} {key}")

    def thoughts(
        self, author: str, *, audience: list[str], accepted: bool, first: bool, brief: bool
    ) -> list[Thought]:
        """Reactions by distinct people of the `audience`, in order of time."""
        mean = (2.0 if accepted else 0.7) * LIKED.get(author, 1.0) * (0.45 if brief else 1.0)
        count = int(self.rng.expovariate(1 / (mean + (0.8 if first else 0)))) + (3 if accepted else 0)
        people = [handle for handle in audience if handle != author]
        chosen = self.rng.sample(people, min(count, 12, len(people)))
        found = [Thought(handle, self.kind(accepted, first), self.minutes()) for handle in chosen]
        return sorted(found, key=lambda thought: (thought.minutes, thought.handle))

    def kind(self, accepted: bool, first: bool) -> str:
        weights = (6, 2, 2) if accepted else (1, 3, 4) if first else (5, 3, 3)
        return self.rng.choices(("helped", "thanks", "insight"), weights)[0]

    def minutes(self) -> int:
        return int(self.rng.expovariate(1 / 600)) + 3


def audience_of(home: str, access: str) -> list[str]:
    """Handles of those who read and may react on a board of partner `home` ("" for the network's)."""
    return [person.handle for person in PEOPLE if person.role != "prospect" and reads(person, home, access)]


def reads(person: Person, home: str, access: str) -> bool:
    if access == "public":
        return True
    if access == "group":
        return person.handle in {"sigridur", "dave", "ines", "rasmus", "priya", "tomasz", "marit"}
    return person.home == home or person.role == "brand"


def joined_before(handle: str, days_ago: float) -> bool:
    """Whether this person was a member that many days before the day of loading."""
    return BY_HANDLE[handle].joined > days_ago
