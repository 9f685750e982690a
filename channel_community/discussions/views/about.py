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
from channel_community.discussions.actions.writing import post_url
from channel_community.discussions.validators import TITLE_MIN_LENGTH
from channel_community.discussions.views.context import writer
from channel_community.discussions.views.drafts import ask_to_sign_in, drop_draft
from channel_community.discussions.views.threads import held_answer
from channel_community.exceptions import CommunityError, Missing
from channel_community.permissions import Answer
from channel_community.sanitize import one_line
from channel_community.shell import request_viewer
from channel_community.web import checked, keeps_text, respond_error, translate_errors, wants_json


@require_POST
@keeps_text
@translate_errors
def discuss(request: HttpRequest, token: str) -> HttpResponse:
    """Open the thread about the object that the signed `token` names, or reply when somebody was first."""
    subject = subjects.subject_of(token)
    if subject is None:
        raise Missing(_("What you want to discuss is not here any more."))
    viewer = request_viewer(request)
    board = permissions.boards_visible_to(viewer).filter(pk=subject.board_id).first()
    if board is None:
        raise Missing(_("What you want to discuss is not here any more."))
    if not viewer.is_signed_in:
        return ask_to_sign_in(request, _draft_key(subject), subject.url)
    try:
        checked(request)
        return _write(request, writer(request), board, subject)
    except CommunityError as error:
        return respond_error(request, error, retry_url=request.path, back_url=subject.url)


def _write(request: HttpRequest, viewer, board, subject) -> HttpResponse:
    values = {
        "author": viewer.member,
        "body": request.POST.get("body", ""),
        "client_key": request.POST.get("client_key"),
        "max_links": permissions.link_limit(viewer),
    }
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
    drop_draft(request, _draft_key(subject))
    number = 1
    if thread.author_id != viewer.member_id:  # somebody opened it meanwhile: this becomes a reply
        number = _reply(viewer, thread, values)
    if wants_json(request):
        return JsonResponse({"id": thread.pk, "url": post_url(thread, number), "number": number}, status=201)
    return redirect(post_url(thread, number) if number > 1 else f"{subject.url}#discussion")


def _reply(viewer, thread, values: dict) -> int:
    permissions.require_reply(viewer, thread, earlier_posts=queries.visible_post_count(viewer.member_id))
    return actions.post_create(thread=thread, **values).number


def _draft_key(subject) -> str:
    return f"about:{subject.key}"


def _title_of(subject) -> str:
    """The thread's title: the object's own, with a word around it where that is too short to be one."""
    title = one_line(subject.title)
    return title if len(title) >= TITLE_MIN_LENGTH else _("About “%(title)s”") % {"title": title}
