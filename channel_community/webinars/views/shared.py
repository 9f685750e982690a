"""What the views of webinars have in common."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.timezone import now as clock_now
from django.utils.translation import gettext as _

from channel_community.conf import settings
from channel_community.exceptions import CommunityError, Missing
from channel_community.members.viewer import Viewer
from channel_community.permissions import Answer
from channel_community.shell import page_context, request_viewer
from channel_community.webinars import clock, permissions, queries
from channel_community.webinars.cards import WebinarCard, card_of
from channel_community.webinars.enums import CALLED_OFF, RegistrationState, WebinarState
from channel_community.webinars.models import Webinar
from channel_community.webinars.views.card import card_url


def find(request: HttpRequest, pk: int) -> tuple[Webinar, Viewer]:
    """The webinar and who asks; Missing when they may not know of it."""
    viewer = request_viewer(request)
    webinar = queries.for_page(viewer).filter(pk=pk).first()
    if webinar is None:
        raise Missing(_("There is no such webinar."))
    return webinar, viewer


def url_of(webinar: Webinar, name: str = "webinar") -> str:
    """The address of the webinar's page, or of what `name` does with it."""
    return reverse(f"channel_community:{name}", args=[webinar.pk, webinar.slug])


def has_seat(webinar: Webinar) -> bool:
    """Whether whoever asked in `find` holds a confirmed seat."""
    return webinar.my_seat == RegistrationState.CONFIRMED


def opens_at(webinar: Webinar) -> datetime:
    """When the way into the meeting opens."""
    return webinar.starts_at - timedelta(minutes=settings.WEBINAR_JOIN_WINDOW_MINUTES)


def is_open(webinar: Webinar, now: datetime | None = None) -> bool:
    """Whether the way into the meeting is open: from shortly before the start to the end."""
    ends_at = webinar.starts_at + timedelta(minutes=webinar.duration_minutes)
    return webinar.state == WebinarState.SCHEDULED and opens_at(webinar) <= (now or clock_now()) < ends_at


def viewer_zone(viewer: Viewer) -> str | None:
    """The zone that whoever asks chose; None leaves it to the browser."""
    return clock.chosen_zone(viewer.member.timezone) if viewer.member else None


def render_webinar(
    request: HttpRequest, webinar: Webinar, viewer: Viewer, *, error: CommunityError | None = None
) -> HttpResponse:
    """The webinar's page; with `error` it says what did not work, and answers with its status."""
    card = card_of(webinar, now=clock_now(), is_registered=has_seat(webinar))
    context = page_context(request, partner=webinar.partner, **_values(webinar, viewer, card), error=error)
    context["social_card_url"] = card_url(webinar, request)
    status = error.status if error else 200
    return render(request, "channel_community/webinars/detail.html", context, status=status)


def _values(webinar: Webinar, viewer: Viewer, card: WebinarCard) -> dict:
    may_join = permissions.may_join(viewer, webinar, has_seat=card.is_registered)
    cancelling = permissions.cancelling(viewer, webinar)
    is_ahead = card.state in {"draft", "upcoming", "live"}
    return {
        "webinar": card,
        "subject": webinar,
        "description_html": mark_safe(webinar.html),  # noqa: S308 - sanitised when it was written
        "registration": "confirmed" if card.is_registered else "",
        "register_refusal": _refusal(webinar, viewer),
        "register_url": url_of(webinar, "webinar_register"),
        "cancel_url": url_of(webinar, "webinar_cancel"),
        "calendar_url": url_of(webinar, "webinar_calendar"),
        "join_url": url_of(webinar, "webinar_join") if may_join and is_open(webinar) else "",
        "viewer_zone": viewer_zone(viewer),
        "viewer_zone_label": (viewer_zone(viewer) or "").replace("_", " "),
        "is_host": viewer.member_id == webinar.host_id,
        "needs_join_url": is_ahead and not webinar.join_url and _may_edit(viewer, webinar),
        "edit_url": url_of(webinar, "webinar_edit") if _may_edit(viewer, webinar) else "",
        "approve_url": url_of(webinar, "webinar_approve") if permissions.may_approve(viewer, webinar) else "",
        "call_off_url": url_of(webinar, "webinar_call_off")
        if is_ahead and cancelling is not Answer.REFUSED
        else "",
        "call_off_reason": cancelling is Answer.REASON,
    }


def _may_edit(viewer: Viewer, webinar: Webinar) -> bool:
    if webinar.state in CALLED_OFF:
        return False
    return permissions.editing(viewer, webinar) in {Answer.ALLOWED, Answer.REASON}


def _refusal(webinar: Webinar, viewer: Viewer) -> str:
    """Why whoever asks cannot take a seat, apart from seats and time, which the page shows itself."""
    if webinar.state == WebinarState.DRAFT:
        return _("Registration opens when this proposal is approved.")
    if not viewer.is_signed_in:
        return ""
    if viewer.member_id == webinar.host_id:
        return _("You host this webinar; you need no seat.")
    if viewer.may(permissions.ATTEND) is Answer.REFUSED:
        return _("Your account cannot take seats in webinars at the moment.")
    return ""
