"""Levels: the steps of standing, the Django groups they join, and what a set of groups grants."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from time import monotonic

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from channel_community.conf import settings
from channel_community.permissions import Role
from channel_community.reputation.models import Level

#: Seconds for which a process trusts what it read of the levels; a change in this process is seen at once.
CACHE_SECONDS = 30

GROUP_PREFIX = "Community level: "

#: rank, slug, name, points, what it opens, capabilities. A member holds those of the ranks below too.
DEFAULTS = (
    (
        1,
        "contributor",
        gettext_noop("Contributor"),
        30,
        gettext_noop("Boards and pages that are kept for contributors"),
        [],
    ),
    (
        2,
        "advocate",
        gettext_noop("Advocate"),
        100,
        gettext_noop("Host webinars without asking first, and read previews"),
        ["webinar.host", "preview.read"],
    ),
    (
        3,
        "ambassador",
        gettext_noop("Ambassador"),
        250,
        gettext_noop("Boards and pages that are kept for ambassadors"),
        ["thread.pin", "member.vouch"],
    ),
)

_ROLES = {1: Role.ADVOCATE_1, 2: Role.ADVOCATE_2, 3: Role.ADVOCATE_3}

_grants: dict[int, tuple[int, frozenset[str]]] = {}
_read_at: float | None = None


@transaction.atomic
def ensure_default_levels() -> list[Level]:
    """Make the levels a community starts with, unless it has levels, and return all there are."""
    if not Level.objects.exists():
        for rank, slug, name, threshold, description, capabilities in DEFAULTS:
            Level.objects.create(
                rank=rank,
                slug=slug,
                name=_(name),
                threshold=threshold,
                description=_(description),
                capabilities=capabilities,
                group=group_for(name),
            )
    return list(Level.objects.all())


def group_for(level_name: str) -> Group:
    """The Django group for a level of this name: one left by an earlier level, or a new one."""
    base = f"{GROUP_PREFIX}{level_name}"[:140]
    for n in count(1):
        group, _made = Group.objects.get_or_create(name=base if n == 1 else f"{base} {n}")
        if not hasattr(group, "community_level"):
            return group


def rename_group(group: Group, old_name: str, new_name: str) -> None:
    """Let the level's group follow its name, unless the site named the group itself or the name is taken."""
    wanted = f"{GROUP_PREFIX}{new_name}"[:140]
    if group.name == f"{GROUP_PREFIX}{old_name}"[:140] and not Group.objects.filter(name=wanted).exists():
        group.name = wanted
        group.save(update_fields=["name"])


def free_slug(name: str) -> str:
    """A slug for a new level of this name that no other level has."""
    base = slugify(name)[:50] or "level"
    taken = set(Level.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for n in count(1) if (slug := base if n == 1 else f"{base}-{n}") not in taken)


def rank_for(total: int, current_rank: int, ladder: Iterable[tuple[int, int]]) -> int:
    """The rank that a member of `current_rank` holds with `total` points (0 for none).

    `ladder` holds (rank, threshold). A rank is reached at its threshold, and lost only below the threshold
    less the share LEVEL_HYSTERESIS, so that one vote to and fro does not open and close doors.
    """
    keeps = 1 - settings.LEVEL_HYSTERESIS
    held = (
        rank
        for rank, threshold in ladder
        if total >= threshold or (rank <= current_rank and total >= round(threshold * keeps, 6))
    )
    return max(held, default=0)


def join_groups(user, rank: int, levels: Iterable[Level]) -> None:
    """Put `user` into the groups of every level up to `rank`, and out of those above."""
    levels = list(levels)
    user.groups.add(*(level.group_id for level in levels if level.rank <= rank))
    user.groups.remove(*(level.group_id for level in levels if level.rank > rank))


def grants_of(group_ids: frozenset[int]) -> tuple[frozenset[Role], frozenset[str]]:
    """What these Django groups grant as groups of levels: columns of the permission table, capabilities."""
    found = [grant for group_id, grant in _known_grants().items() if group_id in group_ids]
    roles = frozenset(_ROLES[min(rank, max(_ROLES))] for rank, _capabilities in found if rank)
    return roles, frozenset().union(*(capabilities for _rank, capabilities in found))


def forget(**kwargs) -> None:
    """Read the levels again at the next question. Takes a signal's arguments, and ignores them."""
    global _read_at
    _read_at = None


def _known_grants() -> dict[int, tuple[int, frozenset[str]]]:
    global _grants, _read_at
    if _read_at is None or monotonic() - _read_at > CACHE_SECONDS:
        rows = Level.objects.values_list("group_id", "rank", "capabilities")
        _grants = {group_id: (rank, frozenset(names)) for group_id, rank, names in rows}
        _read_at = monotonic()
    return _grants
