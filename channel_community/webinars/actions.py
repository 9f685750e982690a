"""Changes to webinars and seats. Every change locks the webinar's row first, so that seats are exact.

None of these asks who may: `permissions.py` does, before. All raise `Invalid` for wrong input, by field, and
`Conflict` where the webinar's state forbids the change.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone as clock_now
from django.utils.translation import gettext as _

from channel_community.events.models import Event
from channel_community.events.record import record
from channel_community.exceptions import Conflict, Invalid
from channel_community.webinars import clock, event_types, values
from channel_community.webinars.enums import CALLED_OFF, RegistrationState, WebinarState
from channel_community.webinars.models import Registration, Webinar

#: A change to one of these is announced with a higher SEQUENCE (RFC 5546 section 2.1.4).
TIMING = frozenset({"starts_at", "timezone", "duration_minutes"})


@transaction.atomic
def webinar_schedule(
    *,
    host,
    title: str,
    summary: str,
    local_start: datetime,
    timezone: str,
    body: str = "",
    fold: int | None = None,
    duration_minutes: int = 45,
    capacity: int | None = None,
    join_url: str = "",
    partner=None,
    needs_approval: bool = False,
) -> Webinar:
    """Put a webinar on the calendar; with `needs_approval` as a draft that waits for a manager.

    `local_start` is the naive wall time in the IANA zone `timezone`; `fold` picks one of two equal ones.
    `capacity` None means that seats are unlimited. The same host, title and time again is the same webinar,
    so that a form sent twice makes one.
    """
    host = type(host).objects.select_for_update().get(pk=host.pk)
    cleaned = values.cleaned(
        title=title,
        summary=summary,
        body=body,
        duration_minutes=duration_minutes,
        capacity=capacity,
        join_url=join_url,
    )
    timing = _timing(local_start, timezone, fold)
    values.require_future(timing["starts_at"])
    same = Webinar.objects.filter(host=host, title=cleaned["title"], starts_at=timing["starts_at"])
    if found := same.exclude(state__in=CALLED_OFF).first():
        return found
    webinar = Webinar.objects.create(
        host=host,
        partner=partner,
        state=WebinarState.DRAFT if needs_approval else WebinarState.SCHEDULED,
        **cleaned,
        **timing,
    )
    kind = event_types.PROPOSED if needs_approval else event_types.SCHEDULED
    record(kind, payload=_facts(webinar), actor=host, subject=host, partner=partner, obj=webinar)
    return webinar


@transaction.atomic
def webinar_approve(*, webinar: Webinar, actor) -> Webinar:
    """Let a proposal onto the calendar. Approving twice is once; a time that has passed is a Conflict."""
    locked = _lock(webinar)
    if locked.state == WebinarState.SCHEDULED:
        return locked
    _require(locked.state == WebinarState.DRAFT, _("This webinar was called off."))
    _require(
        locked.starts_at > clock_now.now(), _("Its time has passed. Set a new one before you approve it.")
    )
    locked.state = WebinarState.SCHEDULED
    _save(locked, "state")
    record(
        event_types.SCHEDULED,
        payload=_facts(locked),
        actor=actor,
        subject=locked.host,
        partner=locked.partner,
        obj=locked,
    )
    return locked


@transaction.atomic
def webinar_update(
    *, webinar: Webinar, actor, reason: str = "", fold: int | None = None, **changes
) -> Webinar:
    """Change what `webinar_schedule` takes, apart from host and approval; only what is given changes.

    A change of time, zone or length raises the calendar sequence, and everybody with a seat hears of it.
    Seats cannot fall below those taken.
    """
    locked = _lock(webinar)
    _require(locked.state not in CALLED_OFF, _("This webinar was called off; it cannot be changed."))
    changed = _apply(locked, _timed(locked, changes, fold))
    if not changed:
        return locked
    if "starts_at" in changed:
        values.require_future(locked.starts_at)
    if locked.capacity is not None and locked.capacity < locked.seats_taken:
        raise _below_taken(locked.seats_taken)
    if TIMING & set(changed):
        locked.calendar_sequence += 1
    _save(locked, *changed, "calendar_sequence")
    _record_change(event_types.UPDATED, locked, actor, changed, reason)
    return locked


@transaction.atomic
def webinar_cancel(*, webinar: Webinar, actor, reason: str = "") -> Webinar:
    """Call a webinar off; everybody with a seat hears of it. Twice is once; when it is over: Conflict.

    A proposal that waits for approval is declined: nobody else ever hears of it.
    """
    locked = _lock(webinar)
    if locked.state in CALLED_OFF:
        return locked
    _require_not_over(locked)
    was_proposal = locked.state == WebinarState.DRAFT
    locked.state = WebinarState.DECLINED if was_proposal else WebinarState.CANCELLED
    locked.calendar_sequence += 1
    _save(locked, "state", "calendar_sequence")
    _record_change(event_types.CANCELLED, locked, actor, ["state"], reason)
    return locked


@transaction.atomic
def register(*, webinar: Webinar, member) -> Registration:
    """Give `member` a seat; twice is one seat. Who cancelled may come back while a seat is free.

    Conflict when no seat is left, and when the webinar is over, called off or the member's own.
    """
    locked = _lock(webinar)
    seat = Registration.objects.filter(webinar=locked, member=member).first()
    _require_open(locked)
    if seat and seat.state == RegistrationState.CONFIRMED:
        return seat
    _require(locked.host_id != member.pk, _("You host this webinar; you need no seat."), code="own_webinar")
    _require(
        locked.capacity is None or locked.seats_taken < locked.capacity,
        _("All seats are taken. Look in again later: a seat may come free."),
        code="full",
    )
    # A calendar that took a cancellation ignores an invitation that is not newer.
    _seats(locked, +1, newer=seat is not None)
    seat = seat or Registration(webinar=locked, member=member)
    return _seat_change(seat, RegistrationState.CONFIRMED, event_types.SEAT_CONFIRMED, locked)


@transaction.atomic
def cancel_registration(*, webinar: Webinar, member) -> Registration | None:
    """Give the member's seat back; without a seat nothing happens. Once the webinar is over: Conflict."""
    locked = _lock(webinar)
    seat = Registration.objects.filter(webinar=locked, member=member).first()
    if seat is None or seat.state == RegistrationState.CANCELLED:
        return seat
    _require_open(locked)
    _seats(locked, -1, newer=True)
    return _seat_change(seat, RegistrationState.CANCELLED, event_types.SEAT_CANCELLED, locked)


@transaction.atomic
def notify_seats(*, webinar: Webinar, event: Event, called_off: bool = False) -> int:
    """Note for every holder of a seat that they have to hear of `event`; answers how many.

    One event, hence one delivery, per person: a mail that fails is tried again alone.
    """
    kind = event_types.SEAT_CALLED_OFF if called_off else event_types.SEAT_MOVED
    facts = event.payload
    seats = Registration.objects.filter(webinar=webinar, state=RegistrationState.CONFIRMED)
    holders = [seat.member for seat in seats.select_related("member").order_by("pk")]
    for member in holders:
        notice = event_types.SeatNotice(webinar.pk, member.pk, facts["starts_at"], facts["duration_minutes"])
        record(kind, payload=notice, actor=event.actor, subject=member, obj=webinar, caused_by=event)
    return len(holders)


def _lock(webinar: Webinar) -> Webinar:
    """The webinar's row, locked for this transaction; on SQLite the transaction holds the write lock."""
    return Webinar.objects.select_for_update().get(pk=webinar.pk)


def _timing(local_start: datetime, timezone: str, fold: int | None) -> dict:
    starts_at = clock.resolve(local_start, timezone, fold=fold)
    return {"local_start": clock.stored(local_start), "timezone": timezone, "starts_at": starts_at}


def _timed(webinar: Webinar, changes: dict, fold: int | None) -> dict:
    """`changes` checked and cleaned; the instant is derived anew where the wall time or its zone is given."""
    timing = {}
    if {"local_start", "timezone"} & set(changes):
        wall = changes.pop("local_start", clock.wall_of(webinar.local_start))
        zone = changes.pop("timezone", webinar.timezone)
        is_same = clock.stored(wall) == webinar.local_start and zone == webinar.timezone
        if is_same and fold is None:  # nobody has to say again which of two equal times was meant
            fold = clock.fold_of(webinar.starts_at, zone)
        timing = _timing(wall, zone, fold)
    return {**values.cleaned(**changes), **timing}


def _apply(webinar: Webinar, new: dict) -> list[str]:
    changed = sorted(name for name, value in new.items() if getattr(webinar, name) != value)
    for name in changed:
        setattr(webinar, name, new[name])
    return changed


def _seats(webinar: Webinar, step: int, *, newer: bool) -> None:
    webinar.seats_taken += step
    webinar.calendar_sequence += int(newer)
    webinar.save(update_fields=["seats_taken", "calendar_sequence"])


def _seat_change(seat: Registration, state: str, kind, webinar: Webinar) -> Registration:
    seat.state, seat.updated_at = state, clock_now.now()
    seat.save()
    payload = event_types.SeatFacts(webinar.pk, seat.member_id, seat.updated_at.isoformat())
    record(
        kind, payload=payload, actor=seat.member, subject=seat.member, partner=webinar.partner, obj=webinar
    )
    return seat


def _record_change(kind, webinar: Webinar, actor, changed: list[str], reason: str) -> None:
    payload = event_types.WebinarChange(
        **vars(_facts(webinar)), changed=changed, reason=values.one_line(reason, 500)
    )
    record(kind, payload=payload, actor=actor, subject=webinar.host, partner=webinar.partner, obj=webinar)


def _facts(webinar: Webinar) -> event_types.WebinarFacts:
    return event_types.WebinarFacts(
        webinar_id=webinar.pk,
        starts_at=webinar.starts_at.isoformat(),
        timezone=webinar.timezone,
        duration_minutes=webinar.duration_minutes,
        calendar_sequence=webinar.calendar_sequence,
    )


def _save(webinar: Webinar, *fields: str) -> None:
    webinar.updated_at = clock_now.now()
    webinar.save(update_fields=[*fields, "updated_at"])


def _require_open(webinar: Webinar) -> None:
    _require(webinar.state not in CALLED_OFF, _("This webinar was called off."), code="cancelled")
    _require(webinar.state == WebinarState.SCHEDULED, _("This webinar is not open yet."), code="not_open")
    _require_not_over(webinar)


def _require_not_over(webinar: Webinar) -> None:
    ends_at = webinar.starts_at + timedelta(minutes=webinar.duration_minutes)
    _require(clock_now.now() < ends_at, _("This webinar is over."), code="over")


def _require(is_met: bool, detail: str, *, code: str | None = None) -> None:
    if not is_met:
        raise Conflict(detail, code=code)


def _below_taken(taken: int) -> Invalid:
    words = _("%(count)d people have a seat already. Allow at least as many.") % {"count": taken}
    return Invalid(_("There are too few seats."), errors={"capacity": [words]})
