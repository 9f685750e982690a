"""The thread under a page, a webinar or any other object."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from channel_community.conf import settings
from channel_community.discussions import permissions, queries
from channel_community.discussions.about import Subject, token_for
from channel_community.discussions.actions.threads import thread_about
from channel_community.discussions.forms import ReplyForm
from channel_community.discussions.models import Board
from channel_community.discussions.views.context import reply_form, reply_state, rights
from channel_community.discussions.views.drafts import draft_of
from channel_community.exceptions import CommunityError
from channel_community.home.readable import boards_for, is_restricted
from channel_community.shell import request_viewer


def embed_context(context, subject, board: Board | None = None) -> dict:
    """Context of the embedded thread: nothing in previews, which must neither count nor connect."""
    request = context.get("request")
    if request is None or getattr(request, "is_preview", False):
        return {"thread": None}
    viewer = request_viewer(request)
    around = {
        "request": request,
        "viewer": viewer,
        "csrf_token": context.get("csrf_token"),
        "community": context.get("community"),
    }
    thread = thread_about(subject)
    if thread is None:
        return {**around, **_to_start(request, viewer, subject, board)}
    if not permissions.threads_visible_to(viewer).filter(pk=thread.pk).exists():
        return {**around, "thread": None}
    return {**around, **_running(request, viewer, thread)}


def _running(request, viewer, thread) -> dict:
    card = queries.card_of(thread)
    state, refusal = reply_state(viewer, thread)
    return {
        "thread": card,
        "posts": queries.latest_posts(thread, limit=settings.EMBED_POSTS, thread_url=card.url, viewer=viewer),
        "form": reply_form(request, thread.pk),
        "reply_state": state,
        "reply_refusal": refusal,
        "waiting": queries.waiting_in(thread.pk, viewer),
        **rights(viewer, thread),
    }


def _to_start(request, viewer, subject, board: Board | None) -> dict:
    boards = boards_for(subject, permissions.boards_visible_to(viewer))
    board = boards.filter(pk=board.pk).first() if board else board_of(subject, boards)
    if board is None and is_restricted(subject):
        reason = _("A discussion here needs a board that is open to the same group of people as this page.")
        return {"thread": None, "reply_state": "refused", "reply_refusal": reason}
    if board is None:
        return {"thread": None}
    about = Subject(
        instance=subject, board_id=board.pk, title=str(subject)[:150], url=_url_of(request, subject)
    )
    state = {"thread": None, "start_url": reverse("channel_community:discuss", args=[token_for(about)])}
    if not viewer.is_signed_in:
        return {**state, "reply_state": "signed_out"}
    try:
        permissions.require_open_thread(viewer, board)
    except CommunityError as error:
        return {**state, "reply_state": "refused", "reply_refusal": str(error)}
    form = ReplyForm(initial=draft_of(request, f"about:{about.key}"))
    return {**state, "reply_state": "open", "form": form}


def board_of(subject, boards) -> Board | None:
    """Where a thread about `subject` belongs: its partner's first open one of `boards`, or the network's."""
    partner_id = getattr(subject, "partner_id", None)
    boards = boards.filter(is_closed=False).order_by("position", "pk")
    return boards.filter(partner_id=partner_id).first() or boards.filter(partner__isnull=True).first()


def _url_of(request, subject) -> str:
    if hasattr(subject, "get_url"):
        return subject.get_url(request) or request.path
    return subject.get_absolute_url() if hasattr(subject, "get_absolute_url") else request.path
