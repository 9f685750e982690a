"""Webinars as calendar objects: RFC 5545 text with the methods of iTIP (RFC 5546).

One VEVENT per webinar, its times in UTC, so that no client has to know a zone. The UID never changes. An
invitation carries one ATTENDEE, the person it goes to, and our page's address, never the meeting provider's.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import Enum

from icalendar import Calendar, Event, vCalAddress, vText, vUri

from channel_community import __version__
from channel_community.webinars.enums import WebinarState
from channel_community.webinars.models import Webinar

PRODUCT = f"-//channel_community//webinars {__version__}//EN"

_STATUS = {
    WebinarState.DRAFT: "TENTATIVE",
    WebinarState.SCHEDULED: "CONFIRMED",
    WebinarState.CANCELLED: "CANCELLED",
    WebinarState.DECLINED: "CANCELLED",
}


class Method(str, Enum):
    """iTIP methods that leave this site (RFC 5546 section 1.4)."""

    PUBLISH = "PUBLISH"  # a file to take along: no attendee, no answer expected
    REQUEST = "REQUEST"  # an invitation or its update, to one person
    CANCEL = "CANCEL"  # the webinar is called off, or this person's seat is given back


@dataclass(frozen=True)
class Person:
    """Somebody in a calendar object: a mail address that takes mail, and a name."""

    email: str
    name: str


def uid(webinar: Webinar, domain: str) -> str:
    """The webinar's identity in every calendar, for ever; `domain` is the site's CALENDAR_DOMAIN."""
    return f"{webinar.uid}@{domain}"


def as_calendar(
    webinar: Webinar,
    *,
    method: Method,
    url: str,
    domain: str,
    organizer: Person,
    attendee: Person | None = None,
    stamp: datetime | None = None,
) -> bytes:
    """The calendar object of `webinar`, folded at 75 octets with CRLF line ends (RFC 5545 section 3.1).

    `stamp` is the time of the message; without it the last revision's, so that a published file is stable.
    `attendee` is required by REQUEST and CANCEL and refused by PUBLISH.
    """
    if (attendee is None) != (method is Method.PUBLISH):
        raise ValueError(f"{method.value} {'needs one' if attendee is None else 'takes no'} attendee.")
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    calendar.add_component(_event(webinar, method, url, domain, organizer, attendee, stamp))
    return calendar.to_ical()


def _event(webinar, method, url, domain, organizer, attendee, stamp) -> Event:
    event = Event()
    event.add("uid", uid(webinar, domain))
    event.add("sequence", webinar.calendar_sequence)
    event.add("dtstamp", _utc(stamp or webinar.updated_at))
    event.add("created", _utc(webinar.created_at))
    event.add("last-modified", _utc(webinar.updated_at))
    event.add("dtstart", _utc(webinar.starts_at))
    event.add("dtend", _utc(webinar.starts_at + timedelta(minutes=webinar.duration_minutes)))
    event.add("summary", vText(clean(webinar.title)))
    event.add("description", vText(clean(f"{webinar.summary}\n\n{url}")))
    event.add("location", vText(clean(url)))
    event.add("url", vUri(url))
    event.add("status", "CANCELLED" if method is Method.CANCEL else _STATUS[WebinarState(webinar.state)])
    event.add("transp", "OPAQUE")
    event["organizer"] = _address(organizer)
    if attendee:
        event.add("attendee", _attendee(attendee, method), encode=0)
    return event


def _attendee(person: Person, method: Method) -> vCalAddress:
    """The one recipient. They registered themselves, so they take part already."""
    address = _address(person)
    address.params["cutype"] = vText("INDIVIDUAL")
    address.params["role"] = vText("REQ-PARTICIPANT")
    if method is Method.REQUEST:
        address.params["partstat"] = vText("ACCEPTED")
        address.params["rsvp"] = vText("TRUE")
    return address


def _address(person: Person) -> vCalAddress:
    address = vCalAddress(f"mailto:{clean(person.email)}")
    # Parameter values cannot hold double quotes at all (RFC 5545 section 3.2).
    address.params["cn"] = vText(" ".join(clean(person.name).replace('"', "'").split()))
    return address


def clean(text: str) -> str:
    """`text` without control characters, which RFC 5545 forbids; line ends stay, as line feeds."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode("utf-8")
    return "".join(
        char for char in text if char == "\n" or unicodedata.category(char) not in {"Cc", "Zl", "Zp"}
    )


def _utc(at: datetime) -> datetime:
    return at.astimezone(timezone.utc).replace(microsecond=0)
