"""Sessions with their seats and facts, and the threads under them.

Those that are over could not be made by the actions, which refuse a time that has passed; so all are written
as the actions would have left them.
"""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from channel_community.demo.facts import Facts
from channel_community.demo.moments import MINUTES_A_DAY, Moments
from channel_community.demo.texts import PostText, ThreadText
from channel_community.demo.webinars import WebinarText, read_all
from channel_community.webinars import clock, values
from channel_community.webinars.enums import WebinarState
from channel_community.webinars.event_types import SCHEDULED, SEAT_CONFIRMED, SeatFacts, WebinarFacts
from channel_community.webinars.models import Registration, Webinar

#: The board that holds a partner's session threads; the network's own are with "storage".
BOARD_OF = {
    "fjordgrid": "fjordgrid-lab",
    "bobina-mare": "bobina-suite",
    "lantern-lane": "lantern-desk",
    "": "storage",
}
ANNOUNCED = 12  # days before the session
JOIN_URL = "https://meet.harbourline.example/{}"


def load_webinars(
    moments: Moments, members: dict, partners: dict, facts: Facts, say
) -> list[tuple[WebinarText, Webinar]]:
    """Every session with its seats."""
    loaded = []
    for number, text in enumerate(read_all(), 1):
        webinar = make_webinar(text, moments, members, partners, facts)
        seat_guests(text, webinar, moments, members, facts)
        loaded.append((text, webinar))
        say("webinars", number, 6)
    return loaded


def make_webinar(text: WebinarText, moments: Moments, members: dict, partners: dict, facts: Facts) -> Webinar:
    host = members[text.host]
    wall = moments.wall(day=text.day, hour=text.hour, minute=text.minute, zone=host.timezone)
    starts_at = clock.resolve(wall, host.timezone, fold=0)
    made = moments.ago(days=ANNOUNCED - text.day) if text.day < ANNOUNCED - 2 else moments.ago(days=2)
    webinar = Webinar.objects.create(
        host=host,
        partner=partners.get(text.partner),
        state=WebinarState.SCHEDULED,
        local_start=clock.stored(wall),
        timezone=host.timezone,
        starts_at=starts_at,
        seats_taken=len(text.guests),
        created_at=made,
        updated_at=made,
        **values.cleaned(
            title=text.title,
            summary=text.summary,
            body=text.body,
            duration_minutes=text.minutes,
            capacity=text.seats,
            join_url=JOIN_URL.format(text.host),
        ),
    )
    payload = WebinarFacts(webinar.pk, starts_at.isoformat(), host.timezone, text.minutes, 0)
    facts.add(SCHEDULED, at=made, payload=payload, actor=host, obj=webinar, partner=webinar.partner)
    return webinar


def seat_guests(text: WebinarText, webinar: Webinar, moments: Moments, members: dict, facts: Facts) -> None:
    """The guests took their seats one after another, between the announcement and the session (or now)."""
    until = min(webinar.starts_at, moments.now)
    step = (until - webinar.created_at) / (len(text.guests) + 1)
    seats = []
    for number, handle in enumerate(text.guests, 1):
        at = webinar.created_at + step * number
        seats.append(Registration(webinar=webinar, member=members[handle], created_at=at, updated_at=at))
        payload = SeatFacts(webinar.pk, members[handle].pk, at.isoformat())
        facts.add(
            SEAT_CONFIRMED,
            at=at,
            payload=payload,
            actor=members[handle],
            obj=webinar,
            partner=webinar.partner,
        )
    Registration.objects.bulk_create(seats)


def thread_of(text: WebinarText, webinar: Webinar, moments: Moments) -> tuple[ThreadText, str]:
    """The thread under a session, and the session's address. Two posts of a past one came afterwards."""
    age = (moments.now - webinar.created_at) / timedelta(minutes=1)
    start = (webinar.starts_at - webinar.created_at) / timedelta(minutes=1)
    is_over = webinar.starts_at < moments.now
    before = len(text.posts) - 2 if is_over else len(text.posts)
    step = min(start, age) / (before + 1)
    posts = []
    for number, post in enumerate(text.posts):
        minutes = number * step if number < before else start + text.minutes + (number - before) * 300 + 40
        posts.append(PostText(post.handle, post.body, round(minutes)))
    thread = ThreadText(
        board=BOARD_OF[text.partner],
        slug=webinar.slug,
        title=text.thread,
        kind="discussion",
        tags=["webinars"],
        started=age / MINUTES_A_DAY,
        posts=posts,
    )
    return thread, reverse("channel_community:webinar", args=[webinar.pk, webinar.slug])
