"""The thread under a page, a webinar or another object: its first post opens it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from channel_community import ratelimit
from channel_community.conf import settings
from channel_community.discussions import about as subjects
from channel_community.discussions import actions, permissions
from channel_community.discussions.actions.writing import post_url
from channel_community.discussions.views.context import keep_draft, writer
from channel_community.discussions.views.threads import held_answer
from channel_community.exceptions import CommunityError, Missing
from channel_community.permissions import Answer
from channel_community.shell import request_viewer
from channel_community.web import checked, keeps_text, redirect_to_login, respond_error, translate_errors


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
        keep_draft(request, f"about:{subject.key}", request.POST.get("body", ""))
        return redirect_to_login(request, subject.url)
    try:
        checked(request)
        return _write(request, writer(request), board, subject)
    except CommunityError as error:
        return respond_error(
            request, error, typed=request.POST.get("body", ""), retry_url=request.path, back_url=subject.url
        )


def _write(request: HttpRequest, viewer, board, subject) -> HttpResponse:
    values = {
        "author": viewer.member,
        "body": request.POST.get("body", ""),
        "client_key": request.POST.get("client_key"),
        "max_links": permissions.link_limit(viewer),
    }
    answer = permissions.require_open_thread(viewer, board)
    ratelimit.hit("thread", settings.THREAD_RATE, viewer.member_id)
    if answer is Answer.QUEUED:
        actions.post_hold(board=board, title=subject.title, about=subjects.token_for(subject), **values)
        return held_answer(request, subject.url)
    thread = actions.thread_create(
        board=board, title=subject.title, about=subject.instance, about_url=subject.url, **values
    )
    if thread.author_id != viewer.member_id:  # somebody opened it meanwhile: this becomes a reply
        post = actions.post_create(thread=thread, **values)
        return redirect(post_url(thread, post.number))
    return redirect(f"{subject.url}#discussion")
