"""What templates show of a webinar: plain values, made in bulk, never a model instance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from channel_community.members.cards import (
    AuthorCard,
    ProfileUrls,
    author_columns,
    author_from_row,
    author_of,
)
from channel_community.webinars.enums import RegistrationState, WebinarState

#: Columns a WebinarCard is made of, for `values()`.
CARD_FIELDS = (
    "id",
    "title",
    "slug",
    "starts_at",
    "duration_minutes",
    "timezone",
    "capacity",
    "seats_taken",
    "state",
    "summary",
    "partner_id",
    "partner__name",
    *author_columns("host__"),
)


@dataclass(frozen=True)
class WebinarCard:
    """A webinar as lists and pages show it. `capacity` and `seats_left` are None when seats are unlimited.

    `state` is "upcoming", "live", "past", "cancelled", or "draft" or "declined" for those who may
    see proposals.
    """

    id: int
    slug: str
    title: str
    url: str
    starts_at: datetime
    ends_at: datetime
    duration_minutes: int
    host_timezone: str
    host: AuthorCard
    partner_name: str
    capacity: int | None
    seats_taken: int
    seats_left: int | None
    state: str
    summary: str
    is_registered: bool = False

    @property
    def is_full(self) -> bool:
        """Whether the last seat is taken."""
        return self.seats_left == 0

    @property
    def host_time(self) -> ZonedTime:
        """The start as the host's clock shows it."""
        return zoned(self.starts_at, self.host_timezone)


@dataclass(frozen=True)
class ZonedTime:
    """An instant as clocks in one zone show it, in words; `label` says it with the zone, in one line."""

    zone: str
    zone_label: str
    date: str
    time: str
    abbreviation: str

    @property
    def label(self) -> str:
        return _("%(date)s, %(time)s (%(zone)s)") % {
            "date": self.date,
            "time": self.time,
            "zone": self.zone_label,
        }


def zoned(at: datetime, zone: str) -> ZonedTime:
    """`at` as clocks in `zone` show it, with the zone's full name: abbreviations are not unique."""
    there = at.astimezone(ZoneInfo(zone))
    return ZonedTime(
        zone=zone,
        zone_label=zone.replace("_", " "),
        date=date_format(there, "l, j F Y"),
        time=date_format(there, "H:i"),
        abbreviation=there.strftime("%Z"),
    )


def card_from_row(row: dict, *, now: datetime, urls: ProfileUrls | None = None) -> WebinarCard:
    """The card of one `values(*CARD_FIELDS)` row at the time `now`."""
    ends_at = row["starts_at"] + timedelta(minutes=row["duration_minutes"])
    capacity, taken = row["capacity"], row["seats_taken"]
    return WebinarCard(
        id=row["id"],
        slug=row["slug"],
        title=row["title"],
        url=reverse("channel_community:webinar", args=[row["id"], row["slug"]]),
        starts_at=row["starts_at"],
        ends_at=ends_at,
        duration_minutes=row["duration_minutes"],
        host_timezone=row["timezone"],
        host=author_from_row(row, "host__", urls),
        partner_name=row["partner__name"] or "",
        capacity=capacity,
        seats_taken=taken,
        seats_left=None if capacity is None else capacity - taken,
        state=state_at(row["state"], row["starts_at"], ends_at, now),
        summary=row["summary"],
        is_registered=row.get("my_seat") == RegistrationState.CONFIRMED,
    )


def card_of(webinar, *, now: datetime, is_registered: bool = False) -> WebinarCard:
    """The card of one instance, whose host and partner are loaded."""
    ends_at = webinar.starts_at + timedelta(minutes=webinar.duration_minutes)
    return WebinarCard(
        id=webinar.pk,
        slug=webinar.slug,
        title=webinar.title,
        url=reverse("channel_community:webinar", args=[webinar.pk, webinar.slug]),
        starts_at=webinar.starts_at,
        ends_at=ends_at,
        duration_minutes=webinar.duration_minutes,
        host_timezone=webinar.timezone,
        host=author_of(webinar.host),
        partner_name=webinar.partner.name if webinar.partner else "",
        capacity=webinar.capacity,
        seats_taken=webinar.seats_taken,
        seats_left=None if webinar.capacity is None else webinar.capacity - webinar.seats_taken,
        state=state_at(webinar.state, webinar.starts_at, ends_at, now),
        summary=webinar.summary,
        is_registered=is_registered,
    )


def state_at(state: str, starts_at: datetime, ends_at: datetime, now: datetime) -> str:
    """What a stored state means at the time `now`."""
    if state != WebinarState.SCHEDULED:
        return str(state)
    if now >= ends_at:
        return "past"
    return "live" if now >= starts_at else "upcoming"
