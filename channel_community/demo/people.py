"""The thirty people of the demonstration community, from `data/people.json`. Everyone there is invented."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"
#: The password of the six accounts below; nobody else in the demonstration can sign in.
PASSWORD = "demo"  # noqa: S105 - public on purpose
FJORD, BOBINA, LANTERN = "fjordgrid", "bobina-mare", "lantern-lane"


@dataclass(frozen=True)
class Person:
    """One invented member.

    `home` is the partner a person belongs to, "" for the brand's own and for who has not chosen yet. `role`
    is the role there, or "brand", "moderator", "prospect". `login` is the user name where it is not the
    handle, `joined` counts days before the day of loading, `given` is a given name of more than one word.
    """

    handle: str
    name: str
    headline: str
    bio: str
    knows: tuple[str, ...]
    zone: str
    joined: int
    home: str = ""
    role: str = "customer"
    login: str = ""
    given: str = ""

    @property
    def username(self) -> str:
        return self.login or self.handle

    @property
    def first_name(self) -> str:
        return self.given or self.name.partition(" ")[0]

    @property
    def last_name(self) -> str:
        return self.name.removeprefix(self.first_name).strip()


PEOPLE = tuple(Person(**person) for person in json.loads((DATA / "people.json").read_text(encoding="utf-8")))
BY_HANDLE = {person.handle: person for person in PEOPLE}

#: User names and what each account is there to show.
ACCOUNTS = (
    ("brand", "channel manager of the brand"),
    ("partner", "editor of the first partner, Fjordgrid"),
    ("moderator", "community moderator"),
    ("advocate", "a customer whose answers opened doors"),
    ("customer", "a customer of Fjordgrid"),
    ("prospect", "still choosing, no partner yet"),
)
