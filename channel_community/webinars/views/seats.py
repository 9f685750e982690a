"""Taking a seat, giving it back, and the door to the meeting."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from channel_community.exceptions import CommunityError, Conflict, Refused
from channel_community.members.actions import member_ensure
from channel_community.shell import page_context
from channel_community.web import json_error, redirect_to_login, translate_errors, wants_json
from channel_community.webinars import actions, permissions
from channel_community.webinars.cards import card_of
from channel_community.webinars.enums import CALLED_OFF, RegistrationState
from channel_community.webinars.models import Webinar
from channel_community.webinars.views.shared import (
    clock_now,
    find,
    has_seat,
    is_open,
    opens_at,
    render_webinar,
    url_of,
    viewer_zone,
)

reads_and_posts = require_http_methods(["GET", "HEAD", "POST"])


@reads_and_posts
@translate_errors
def register(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Take a seat. Whoever is not signed in comes back to the page, one click from the seat."""
    return _change_seat(request, pk, actions.register)


@reads_and_posts
@translate_errors
def cancel(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Give the seat back."""
    return _change_seat(request, pk, actions.cancel_registration)


@reads_and_posts
@translate_errors
def join(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """The door to the meeting: reading it shows a button, so that mail scanners go nowhere; posting opens it.

    The meeting's address is in no other page and in no mail. The way there is a page of ours that leads on at
    once: a redirect in answer to a form would be stopped by a strict form-action policy.
    """
    webinar, viewer = find(request, pk)
    if not viewer.is_signed_in:
        return redirect_to_login(request, url_of(webinar, "webinar_join"))
    problem = _closed(webinar, viewer)
    if request.method != "POST":
        return _door(request, webinar, viewer, problem, status=403 if isinstance(problem, Refused) else 200)
    if problem:
        return (
            json_error(problem)
            if wants_json(request)
            else _door(request, webinar, viewer, problem, problem.status)
        )
    if wants_json(request):
        return _private(JsonResponse({"join_url": webinar.join_url}))
    return _door(request, webinar, viewer, None, meeting_url=webinar.join_url)


def _change_seat(request: HttpRequest, pk: int, action) -> HttpResponse:
    webinar, viewer = find(request, pk)
    if request.method != "POST":
        return redirect(url_of(webinar))
    if not viewer.is_signed_in:
        return redirect_to_login(request, url_of(webinar))
    permissions.require_register(viewer)
    member = member_ensure(user=request.user)
    try:
        seat = action(webinar=webinar, member=member)
    except Conflict as error:
        if wants_json(request):
            return json_error(error)
        fresh, viewer = find(request, pk)
        return render_webinar(request, fresh, viewer, error=error)
    if wants_json(request):
        return JsonResponse(_seat_json(webinar, seat))
    return redirect(url_of(webinar))


def _seat_json(webinar: Webinar, seat) -> dict:
    webinar.refresh_from_db(fields=["seats_taken", "capacity"])
    return {
        "state": seat.state if seat else RegistrationState.CANCELLED.value,
        "seats_taken": webinar.seats_taken,
        "seats_left": None if webinar.capacity is None else webinar.capacity - webinar.seats_taken,
        "url": url_of(webinar),
    }


def _closed(webinar: Webinar, viewer) -> CommunityError | None:
    """Why the door is closed to whoever asks; None when it is open."""
    if not permissions.may_join(viewer, webinar, has_seat=has_seat(webinar)):
        return Refused(_("The meeting is for people with a seat. Take one first."), code="no_seat")
    if webinar.state in CALLED_OFF:
        return Conflict(_("This webinar was called off."), code="cancelled")
    if not is_open(webinar):
        is_early = clock_now() < opens_at(webinar)
        words = _("The door is not open yet.") if is_early else _("This webinar is over.")
        return Conflict(words, code="early" if is_early else "over")
    if not webinar.join_url:
        return Conflict(
            _("The host has not said yet where you meet. Look in again shortly."), code="no_address"
        )
    return None


def _door(
    request, webinar: Webinar, viewer, problem, status: int = 200, meeting_url: str = ""
) -> HttpResponse:
    context = page_context(
        request,
        partner=webinar.partner,
        webinar=card_of(webinar, now=clock_now(), is_registered=has_seat(webinar)),
        problem=problem,
        opens_at=opens_at(webinar),
        viewer_zone=viewer_zone(viewer),
        meeting_url=meeting_url,
    )
    return _private(render(request, "channel_community/webinars/join.html", context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    # Nothing of ours goes to the provider. With "no-referrer" forms would send `Origin: null`.
    response["Referrer-Policy"] = "same-origin"
    return response
