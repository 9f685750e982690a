"""What webinars do on their own events: mail, durably and to each person once.

A letter says what is true when it is sent; an event that something newer has overtaken sends none.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from channel_community.events.models import Event
from channel_community.events.registry import subscribe
from channel_community.webinars import actions, invitations
from channel_community.webinars.enums import CALLED_OFF, RegistrationState, WebinarState
from channel_community.webinars.event_types import (
    CANCELLED,
    SEAT_CALLED_OFF,
    SEAT_CANCELLED,
    SEAT_CONFIRMED,
    SEAT_MOVED,
    UPDATED,
)
from channel_community.webinars.models import Registration, Webinar


@subscribe("webinars.seats_hear", UPDATED.name, CANCELLED.name)
def tell_seats(event: Event) -> None:
    """Everybody who holds a seat hears of a new time and of a webinar that is called off."""
    is_called_off = event.name == CANCELLED.name
    if not is_called_off and not actions.TIMING & set(event.payload["changed"]):
        return
    webinar = Webinar.objects.filter(pk=event.object_id).first()
    if webinar:
        actions.notify_seats(webinar=webinar, event=event, called_off=is_called_off)


@subscribe(
    "webinars.seat_mail", SEAT_CONFIRMED.name, SEAT_CANCELLED.name, SEAT_MOVED.name, SEAT_CALLED_OFF.name
)
def send_seat_mail(event: Event) -> None:
    """The one letter that this event means to one person, unless it is stale."""
    seat = _seat(event)
    if seat is None:
        return
    is_ahead = seat.webinar.state == WebinarState.SCHEDULED and timezone.now() < _ends_at(seat.webinar)
    is_confirmed = seat.state == RegistrationState.CONFIRMED
    if event.name == SEAT_CANCELLED.name:
        if not is_confirmed and _is_latest(seat, event):
            invitations.release(seat, event)
    elif event.name == SEAT_CALLED_OFF.name:
        if is_confirmed and seat.webinar.state in CALLED_OFF:
            invitations.call_off(seat, event)
    elif event.name == SEAT_CONFIRMED.name:
        if is_confirmed and is_ahead and _is_latest(seat, event):
            invitations.invite(seat, event)
    elif is_confirmed and is_ahead and _is_current_time(seat.webinar, event):
        invitations.invite_again(seat, event)


def _seat(event: Event) -> Registration | None:
    facts = event.payload
    seats = Registration.objects.filter(webinar_id=facts["webinar_id"], member_id=facts["member_id"])
    return seats.select_related("webinar__host", "webinar__partner", "member__user").first()


def _is_latest(seat: Registration, event: Event) -> bool:
    """Whether the seat has not changed since the event."""
    return seat.updated_at.isoformat() == event.payload["at"]


def _is_current_time(webinar: Webinar, event: Event) -> bool:
    """Whether the webinar still has the time that the event announced."""
    facts = event.payload
    return (webinar.starts_at.isoformat(), webinar.duration_minutes) == (
        facts["starts_at"],
        facts["duration_minutes"],
    )


def _ends_at(webinar: Webinar):
    return webinar.starts_at + timedelta(minutes=webinar.duration_minutes)
