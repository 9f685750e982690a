"""Mail about a seat, each with its calendar object: one letter to one person."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from channel_community.events.models import Event
from channel_community.notifications.mail import send_branded
from channel_community.webinars import clock, letterhead
from channel_community.webinars.calendar import Method, Person, as_calendar
from channel_community.webinars.cards import zoned
from channel_community.webinars.models import Registration, Webinar

TEMPLATES = "channel_community/emails/"


def invite(seat: Registration, event: Event) -> None:
    """The seat is confirmed: where and when, with an invitation for the calendar."""
    subject = _("You have a seat: %(title)s") % {"title": seat.webinar.title}
    _send(seat, event, subject, "webinar_confirmed", Method.REQUEST)


def invite_again(seat: Registration, event: Event) -> None:
    """Time or length changed: a newer invitation takes the old one's place."""
    subject = _("New time: %(title)s") % {"title": seat.webinar.title}
    _send(seat, event, subject, "webinar_moved", Method.REQUEST)


def release(seat: Registration, event: Event) -> None:
    """The seat was given back: it leaves this person's calendar."""
    subject = _("You gave your seat back: %(title)s") % {"title": seat.webinar.title}
    _send(seat, event, subject, "webinar_released", Method.CANCEL)


def call_off(seat: Registration, event: Event) -> None:
    """The webinar is called off: it leaves the calendar, and the reason is given."""
    subject = _("Called off: %(title)s") % {"title": seat.webinar.title}
    cause = event.caused_by
    reason = cause.payload.get("reason", "") if cause else ""
    _send(seat, event, subject, "webinar_called_off", Method.CANCEL, reason=reason)


def _send(seat: Registration, event: Event, subject: str, template: str, method: Method, **context) -> None:
    """Send one letter. A retry has the same Message-ID, so that mail programs take it for the same letter."""
    webinar, member = seat.webinar, seat.member
    address = member.user.email if member.user and member.user.is_active else ""
    if not address:
        return
    domain, url = letterhead.calendar_domain(), letterhead.absolute(webinar.get_absolute_url())
    calendar = as_calendar(
        webinar,
        method=method,
        url=url,
        domain=domain,
        organizer=letterhead.organizer(webinar),
        attendee=Person(address, member.name),
        stamp=timezone.now(),
    )
    send_branded(
        to=address,
        to_name=member.name,
        subject=subject,
        template=TEMPLATES + template,
        context={**_words(webinar, member), "url": url, "join_url": f"{url}join/", **context},
        branding=webinar.partner,
        calendar=(calendar, method.value, "invite.ics"),
        headers={
            "Message-ID": f"<webinar-{event.pk}-{member.pk}.{webinar.uid.hex}@{domain}>",
            "Auto-Submitted": "auto-generated",
        },
    )


def _words(webinar: Webinar, member) -> dict:
    """What the templates say: the time on the host's clock and, where it is another, on the member's."""
    host_time = zoned(webinar.starts_at, webinar.timezone)
    zone = clock.chosen_zone(member.timezone)
    own = zoned(webinar.starts_at, zone) if zone and zone != webinar.timezone else None
    return {"webinar": webinar, "member": member, "host_time": host_time, "own_time": own}
