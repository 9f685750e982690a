"""The thread under a page, a webinar or another object: its first post opens it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from channel_community import ratelimit
from channel_community.conf import settings
from channel_community.discussions import about as subjects
from channel_community.discussions import actions, permissions, queries
from channel_community.discussions.about import Subject
from channel_community.discussions.actions.threads import thread_about
from channel_community.discussions.actions.writing import post_url
from channel_community.discussions.models import Board, Thread
from channel_community.discussions.validators import TITLE_MIN_LENGTH
from channel_community.discussions.views.context import readable_thread, writer
from channel_community.discussions.views.drafts import ask_to_sign_in, drop_draft
from channel_community.discussions.views.threads import held_answer, limit_posts
from channel_community.exceptions import CommunityError, Missing
from channel_community.home.readable import boards_for, is_readable
from channel_community.members.viewer import Viewer
from channel_community.permissions import Answer
from channel_community.sanitize import one_line
from channel_community.shell import request_viewer
from channel_community.web import checked, keeps_text, respond_error, translate_errors, wants_json


@require_POST
@keeps_text
@translate_errors
def discuss(request: HttpRequest, token: str) -> HttpResponse:
    """Open the thread about the object that the signed `token` names, or reply when somebody was first."""
    subject = subjects.subject_of(token, max_age=subjects.MAX_AGE)
    viewer = request_viewer(request)
    if subject is None or not is_readable(subject.instance, viewer):
        raise _nothing_there()
    found = thread_about(subject.instance)
    # A thread that is there counts with its own board; only the first post goes where the token says.
    thread = readable_thread(viewer, found.pk) if found else None
    board = None if thread else _board(viewer, subject)
    if not viewer.is_signed_in:
        return ask_to_sign_in(request, _draft_key(subject), subject.url)
    try:
        checked(request)
        viewer = writer(request)
        values = _values(request, viewer)
        return (
            _reply(request, viewer, thread, subject, values)
            if thread
            else _open(request, viewer, board, subject, values)
        )
    except CommunityError as error:
        return respond_error(request, error, retry_url=request.path, back_url=subject.url)


def _board(viewer: Viewer, subject: Subject) -> Board:
    """The token's board, if it is open to the viewer and to nobody who may not read the object."""
    boards = boards_for(subject.instance, permissions.boards_visible_to(viewer))
    board = boards.filter(pk=subject.board_id).first()
    if board is None:
        raise _nothing_there()
    return board


def _nothing_there() -> Missing:
    return Missing(_("What you want to discuss is not here any more."))


def _values(request: HttpRequest, viewer: Viewer) -> dict:
    return {
        "author": viewer.member,
        "body": request.POST.get("body", ""),
        "client_key": request.POST.get("client_key"),
        "max_links": permissions.link_limit(viewer),
    }


def _open(request: HttpRequest, viewer: Viewer, board: Board, subject: Subject, values: dict) -> HttpResponse:
    title = _title_of(subject)
    answer = permissions.require_open_thread(viewer, board)
    ratelimit.hit("thread tries", settings.POST_INTERVAL, viewer.member_id)
    with ratelimit.counted("thread", settings.THREAD_RATE, viewer.member_id):
        if answer is Answer.QUEUED:
            actions.post_hold(board=board, title=title, about=subjects.token_for(subject), **values)
            drop_draft(request, _draft_key(subject))
            return held_answer(request, subject.url)
        thread = actions.thread_create(
            board=board, title=title, about=subject.instance, about_url=subject.url, **values
        )
    if thread.author_id != viewer.member_id:  # somebody opened it meanwhile: this becomes a reply
        return _reply(request, viewer, readable_thread(viewer, thread.pk), subject, values)
    return _written(request, subject, thread, 1)


def _reply(request: HttpRequest, viewer: Viewer, thread: Thread, subject: Subject, values: dict):
    earlier = queries.visible_post_count(viewer.member_id)
    answer = permissions.require_reply(viewer, thread, earlier_posts=earlier)
    limit_posts(viewer)
    if answer is Answer.QUEUED:
        actions.post_hold(thread=thread, **values)
        drop_draft(request, _draft_key(subject))
        return held_answer(request, subject.url)
    return _written(request, subject, thread, actions.post_create(thread=thread, **values).number)


def _written(request: HttpRequest, subject: Subject, thread: Thread, number: int) -> HttpResponse:
    drop_draft(request, _draft_key(subject))
    url = post_url(thread, number)
    if wants_json(request):
        return JsonResponse({"id": thread.pk, "url": url, "number": number}, status=201)
    return redirect(url if number > 1 else f"{subject.url}#discussion")


def _draft_key(subject: Subject) -> str:
    return f"about:{subject.key}"


def _title_of(subject: Subject) -> str:
    """The thread's title: the object's own, with a word around it where that is too short to be one."""
    title = one_line(subject.title)
    return title if len(title) >= TITLE_MIN_LENGTH else _("About “%(title)s”") % {"title": title}
