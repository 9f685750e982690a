"""Wall time and zone to an instant, and back. The wall time and its IANA zone are what the host means.

`zoneinfo` never raises: a wall time that the clocks skip shows only by a round trip through UTC, one that
they show twice by two different offsets (PEP 495). Both are refused here in words, before anything is stored.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from channel_community.exceptions import Invalid

#: First parts of the zone names that are offered; the rest are historical aliases.
REGIONS = frozenset(
    [
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    ]
)
#: No jump of a clock is longer: the day that an island skips when it crosses the date line.
LONGEST_GAP = timedelta(days=1)
_STEP = timedelta(minutes=1)
_EPOCH_YEARS = range(1970, 2200)


def validate_zone(name: str, *, field: str = "timezone") -> ZoneInfo:
    """The zone named `name` in the IANA database; Invalid on `field` when there is none."""
    if name not in zone_names():
        raise Invalid(
            _("This is not a time zone."),
            errors={field: [_("Choose a time zone from the list, for example Europe/Berlin.")]},
        )
    return ZoneInfo(name)


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """Every zone name of the installed time zone database."""
    return frozenset(available_timezones())


@lru_cache(maxsize=1)
def zone_choices() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Zones to choose from, grouped by region, UTC first."""
    regions: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(zone_names()):
        region, _slash, place = name.partition("/")
        if place and region in REGIONS:
            regions.setdefault(region, []).append((name, place.replace("_", " ").replace("/", ", ")))
    return (
        ("UTC", (("UTC", "UTC"),)),
        *((region, tuple(zones)) for region, zones in sorted(regions.items())),
    )


def chosen_zone(name: str) -> str | None:
    """The zone that a member chose. UTC is what nobody chose yet, and an unknown name is no choice."""
    return name if name != "UTC" and name in zone_names() else None


def resolve(wall: datetime, zone: str, *, fold: int | None = None, field: str = "local_start") -> datetime:
    """The instant, in UTC, at which clocks in `zone` show the naive time `wall`.

    `fold` says which of two equal times is meant when clocks are put back: 0 the first, 1 the second.
    Raises Invalid on `field`: `no_such_time` when clocks skip it (the next time there is, is offered),
    `ambiguous_time` when they show it twice and `fold` is None.
    """
    place = validate_zone(zone)
    if wall.year not in _EPOCH_YEARS:
        raise Invalid(_("This date is out of range."), errors={field: [_("Check the year.")]})
    wall = wall.replace(tzinfo=None, fold=0, second=0, microsecond=0)
    if not _exists(wall, place):
        raise _skipped(wall, place, zone, field)
    if is_ambiguous(wall, zone) and fold is None:
        raise _shown_twice(wall, zone, field)
    return wall.replace(tzinfo=place, fold=fold or 0).astimezone(timezone.utc)


def is_ambiguous(wall: datetime, zone: str) -> bool:
    """Whether clocks in `zone` show `wall` twice, because they are put back over it."""
    place = ZoneInfo(zone)
    wall = wall.replace(tzinfo=None)
    first, second = (wall.replace(tzinfo=place, fold=fold).utcoffset() for fold in (0, 1))
    return first != second and _exists(wall, place)


def fold_of(starts_at: datetime, zone: str) -> int:
    """Which of two equal wall times the instant is: 0 the first or only one, 1 the second."""
    return starts_at.astimezone(ZoneInfo(zone)).fold


def next_valid(wall: datetime, zone: str) -> datetime:
    """The first whole minute at or after `wall` that clocks in `zone` show."""
    place = ZoneInfo(zone)
    last = wall + LONGEST_GAP
    while not _exists(wall, place) and wall <= last:
        wall += _STEP
    return wall


def stored(wall: datetime) -> datetime:
    """A naive wall time as the column holds it: marked UTC, not shifted."""
    return wall.replace(tzinfo=timezone.utc, fold=0, second=0, microsecond=0)


def wall_of(local_start: datetime) -> datetime:
    """The naive wall time of a stored one."""
    return local_start.astimezone(timezone.utc).replace(tzinfo=None)


def _exists(wall: datetime, place: ZoneInfo) -> bool:
    there = wall.replace(tzinfo=place, fold=0).astimezone(timezone.utc)
    return there.astimezone(place).replace(tzinfo=None, fold=0) == wall.replace(fold=0)


def _skipped(wall: datetime, place: ZoneInfo, zone: str, field: str) -> Invalid:
    offered = next_valid(wall, place.key)
    words = _(
        "Clocks in %(zone)s are put forward over %(time)s on that day. The next time there is, is %(next)s."
    )
    values = {"zone": zone, "time": date_format(wall, "H:i"), "next": date_format(offered, "l, j F Y, H:i")}
    return Invalid(_("There is no such time."), code="no_such_time", errors={field: [words % values]})


def _shown_twice(wall: datetime, zone: str, field: str) -> Invalid:
    words = _(
        "Clocks in %(zone)s show %(time)s twice on that day. Say whether you mean the first or the second."
    )
    values = {"zone": zone, "time": date_format(wall, "H:i")}
    return Invalid(_("This time comes twice."), code="ambiguous_time", errors={field: [words % values]})
