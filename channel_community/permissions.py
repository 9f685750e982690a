"""The permission table: who may do what, read from ``permissions.csv`` beside this file.

Code and tests read the same rows. Each domain's ``permissions.py`` turns "this member and this object"
into roles and relations, and asks `decide`; nothing else interprets a cell.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from pathlib import Path


class Role(str, Enum):
    """The columns of the table. A viewer has one or more; the union of their cells counts."""

    ANONYMOUS = "anonymous"
    PROSPECT = "prospect"
    CUSTOMER = "customer"
    ADVOCATE_1 = "advocate_1"
    ADVOCATE_2 = "advocate_2"
    ADVOCATE_3 = "advocate_3"
    PARTNER_EDITOR = "partner_editor"
    PARTNER_ADMIN = "partner_admin"
    MODERATOR = "moderator"
    CHANNEL_MANAGER = "channel_manager"
    SUPERUSER = "superuser"


class Answer(str, Enum):
    """What the table says. Anything but REFUSED lets the act go on, with a condition."""

    REFUSED = "refused"
    QUEUED = "queued"  # goes to a review queue
    REASON = "reason"  # allowed with a written reason and a log entry
    ALLOWED = "allowed"


_STRENGTH = {Answer.REFUSED: 0, Answer.QUEUED: 1, Answer.REASON: 2, Answer.ALLOWED: 3}


@dataclass(frozen=True)
class Relation:
    """How a viewer stands to one object.

    `own`: it is theirs. `own_partner`: it belongs to a partner they serve. `gate_met`: the gate on it is
    open to them. `in_scope`: it lies in the scope assigned to them (a moderator's). `administered`: of the
    partners they serve, they are this one's administrator; False keeps that role to the partner it is for.
    """

    own: bool = False
    own_partner: bool = False
    gate_met: bool = False
    in_scope: bool = False
    administered: bool = True


NO_RELATION = Relation()


@lru_cache(maxsize=1)
def table() -> dict[str, dict[str, str]]:
    """The whole table: capability -> role -> cell."""
    path = Path(__file__).with_name("permissions.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row.pop("capability"): row for row in rows}


def capability(prefix: str) -> str:
    """The full name of the one capability that starts with `prefix`; KeyError when none or several do."""
    found = [name for name in table() if name.startswith(prefix)]
    if len(found) != 1:
        raise KeyError(f"{len(found)} capabilities start with {prefix!r}")
    return found[0]


def excludes_own(name: str) -> bool:
    """Whether the capability may never be used on one's own content (marked * in the table)."""
    return name.rstrip().endswith("*")


def decide(name: str, roles: Iterable[Role | str], relation: Relation = NO_RELATION) -> Answer:
    """The table's answer for `roles` on an object that stands in `relation` to the viewer.

    A capability that is not listed is refused. Rows marked * are refused on one's own content, whoever asks.
    """
    row = table().get(name)
    if row is None or (excludes_own(name) and relation.own):
        return Answer.REFUSED
    answers = [_read_cell(row[Role(role).value], _as_role(Role(role), relation)) for role in roles]
    return max(answers, key=_STRENGTH.__getitem__, default=Answer.REFUSED)


def _as_role(role: Role, relation: Relation) -> Relation:
    """Somebody may edit for one partner and administer another: each role counts where it was given."""
    if role is Role.PARTNER_ADMIN and not relation.administered:
        return replace(relation, own_partner=False)
    return relation


def _read_cell(cell: str, relation: Relation) -> Answer:
    """What one cell grants. "token" is refused here: whoever holds one does not come by a role."""
    first, _, rest = cell.replace(",", "").partition(" ")
    if first in {"Q", "propose"}:
        return Answer.QUEUED
    granted = {
        "Y": True,
        "raw": True,
        "O": relation.own,
        "P": relation.own_partner,
        "G": relation.gate_met,
        "S": relation.in_scope,
        "R": True,
    }.get(first, first[:1].isdigit())  # "2 and 1", "5/day": allowed, counted by the caller's rate limit
    if not granted:
        return Answer.REFUSED
    return Answer.REASON if "R" in (first, *rest.split()) else Answer.ALLOWED
