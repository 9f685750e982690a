from __future__ import annotations

from contextlib import contextmanager

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from channel_community import ratelimit
from channel_community.conf import settings
from channel_community.discussions import actions, live, permissions, queries
from channel_community.discussions.actions.writing import post_url
from channel_community.discussions.forms import EditForm, RemoveForm
from channel_community.discussions.models import Post
from channel_community.discussions.validators import check_reason
from channel_community.discussions.views.context import readable_post, writer
from channel_community.discussions.views.drafts import ask_to_sign_in, draft_of, drop_draft
from channel_community.exceptions import CommunityError, Invalid, TooMany
from channel_community.members.viewer import Viewer
from channel_community.permissions import Answer
from channel_community.shell import page_context, request_viewer
from channel_community.web import (
    add_errors,
    checked,
    json_error,
    keeps_text,
    redirect_to_login,
    translate_errors,
    wants_json,
    with_error,
)

DAY = "day"


@require_safe
@translate_errors
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """The permanent address of a post: to its place in its thread."""
    found = readable_post(request_viewer(request), pk)
    return redirect(post_url(found.thread, found.number))


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_text
@translate_errors
def post_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the text of a post: `body`; of somebody else's also the `reason`."""
    viewer = request_viewer(request)
    found = readable_post(viewer, pk)
    key = f"edit:{pk}"
    if not viewer.is_signed_in:
        return ask_to_sign_in(request, key)
    needs_reason = permissions.require_edit(viewer, found, found.thread.board) is Answer.REASON
    if request.method != "POST":
        initial = {"body": found.body, **draft_of(request, key)}
        return _edit_page(request, found, EditForm(initial=initial, needs_reason=needs_reason))
    form = EditForm(request.POST, needs_reason=needs_reason)
    try:
        edited = _edit(request, writer(request), found, needs_reason=needs_reason)
    except CommunityError as error:
        if wants_json(request):
            return json_error(error)
        form.is_valid()
        add_errors(form, error)
        return with_error(_edit_page(request, found, form), error)
    drop_draft(request, key)
    return _written(request, edited)


def _edit(request: HttpRequest, viewer: Viewer, found: Post, *, needs_reason: bool) -> Post:
    checked(request)
    ratelimit.hit("edit", settings.POST_INTERVAL, viewer.member_id)
    return actions.post_edit(
        post=found,
        editor=viewer.member,
        body=request.POST.get("body", ""),
        reason=check_reason(request.POST.get("reason", "")) if needs_reason else "",
        max_links=permissions.link_limit(viewer),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_text
@translate_errors
def post_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take a post out of view; somebody else's needs a `reason`."""
    viewer = request_viewer(request)
    found = readable_post(viewer, pk)
    if not viewer.is_signed_in:
        return redirect_to_login(request, post_url(found.thread, found.number))
    needs_reason = permissions.require_delete(viewer, found, found.thread.board) is Answer.REASON
    form = RemoveForm(request.POST if request.method == "POST" else None) if needs_reason else None
    if request.method != "POST":
        return _delete_page(request, found, form)
    checked(request)
    try:
        removed = _remove(request, writer(request), found, needs_reason=needs_reason)
    except Invalid as error:
        if wants_json(request) or form is None:
            raise
        form.is_valid()
        add_errors(form, error)
        return with_error(_delete_page(request, found, form), error)
    return _written(request, removed)


def _remove(request: HttpRequest, viewer: Viewer, found: Post, *, needs_reason: bool) -> Post:
    if needs_reason:
        reason = check_reason(request.POST.get("reason", ""))
        return actions.post_remove(post=found, actor=viewer.member, reason=reason)
    with _counted_deletion(viewer):
        return actions.post_remove(post=found, actor=viewer.member)


@require_POST
@keeps_text
@translate_errors
def post_react(request: HttpRequest, pk: int) -> HttpResponse:
    """Give or take back a reaction: `kind`; `on` ("1" or "0") asks for a state, without it the other one."""
    found, viewer = _target(request, pk)
    if viewer is None:
        return redirect_to_login(request, post_url(found.thread, found.number))
    permissions.require_react(viewer, found)
    ratelimit.hit("react", settings.REACTION_RATE, viewer.member_id)
    wanted = {"1": True, "0": False}.get(request.POST.get("on", ""))
    is_on = actions.reaction_toggle(
        post=found, member=viewer.member, kind=request.POST.get("kind", ""), on=wanted
    )
    return _written(request, found, on=is_on)


@require_POST
@keeps_text
@translate_errors
def post_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a reply the accepted answer; `undo=1` takes it back. For others it takes a `reason`."""
    found, viewer = _target(request, pk)
    if viewer is None:
        return redirect_to_login(request, post_url(found.thread, found.number))
    needs_reason = permissions.require_accept(viewer, found.thread) is Answer.REASON
    reason = check_reason(request.POST.get("reason", "")) if needs_reason else ""
    act = actions.answer_unaccept if request.POST.get("undo") == "1" else actions.answer_accept
    act(post=found, actor=viewer.member, reason=reason)
    return _written(request, found)


def _target(request: HttpRequest, pk: int) -> tuple[Post, Viewer | None]:
    """The post of a button that was pressed, and who pressed it (None: signed out)."""
    found = readable_post(request_viewer(request), pk)
    if not request_viewer(request).is_signed_in:
        return found, None
    checked(request)
    return found, writer(request)


def _written(request: HttpRequest, found: Post, **values) -> HttpResponse:
    """Where to look after the change: the post in its thread, or its new state for programs."""
    if not wants_json(request):
        return redirect(post_url(found.thread, found.number))
    fresh = Post.objects.select_related("thread").get(pk=found.pk)
    entry = live.entry_of(fresh.thread, fresh)
    answer = {"id": fresh.pk, "number": fresh.number, "sequence": fresh.sequence, "state": fresh.state}
    return JsonResponse(
        {**answer, "url": post_url(fresh.thread, fresh.number), "html": entry["html"], **values}
    )


def _post_context(request: HttpRequest, found: Post, **values) -> dict:
    card = queries.post_card_of(found, viewer=request_viewer(request))
    thread = queries.card_of(found.thread)
    return page_context(request, partner=found.thread.board.partner, post=card, thread=thread, **values)


def _edit_page(request: HttpRequest, found: Post, form: EditForm) -> HttpResponse:
    context = _post_context(request, found, form=form)
    return render(request, "channel_community/discussions/post_edit.html", context)


def _delete_page(request: HttpRequest, found: Post, form: RemoveForm | None) -> HttpResponse:
    context = _post_context(request, found, form=form)
    return render(request, "channel_community/discussions/post_confirm_delete.html", context)


@contextmanager
def _counted_deletion(viewer: Viewer):
    try:
        with ratelimit.counted("delete", f"{settings.DELETIONS_PER_DAY}/{DAY}", viewer.member_id):
            yield
    except TooMany as error:
        raise TooMany(
            _("You have deleted %(count)d posts today. Go on tomorrow, or edit the post instead.")
            % {"count": settings.DELETIONS_PER_DAY},
            retry_after=error.retry_after,
        ) from error
