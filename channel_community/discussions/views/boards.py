from __future__ import annotations

from types import SimpleNamespace

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from channel_community import ratelimit
from channel_community.conf import settings
from channel_community.discussions import actions, permissions, queries
from channel_community.discussions.cards import Urls, board_card
from channel_community.discussions.enums import ThreadKind
from channel_community.discussions.filters import ThreadFilter
from channel_community.discussions.forms import ThreadForm
from channel_community.discussions.models import Board
from channel_community.discussions.views.context import writer
from channel_community.discussions.views.drafts import ask_to_sign_in, draft_of, drop_draft
from channel_community.discussions.views.threads import held_answer
from channel_community.exceptions import CommunityError, Missing
from channel_community.members.viewer import Viewer
from channel_community.permissions import Answer
from channel_community.shell import page_context, request_viewer
from channel_community.web import (
    add_errors,
    checked,
    json_error,
    keeps_text,
    moved,
    respond_error,
    translate_errors,
    wants_json,
    with_error,
)


@require_safe
@translate_errors
def board(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """The threads of a board, newest first, one keyset page: `?kind=`, `?unanswered=`, `?before=`."""
    viewer = request_viewer(request)
    found = readable_board(viewer, pk)
    card = board_card(found, Urls())
    if slug != found.slug:
        return moved(card.url)
    shown = permissions.threads_visible_to(viewer).filter(board=found)
    narrowed = ThreadFilter(request.GET, queryset=shown, request=request)
    page = queries.thread_page(narrowed.qs, cursor=request.GET.get("before", ""))
    kept = {name: request.GET[name] for name in ("kind", "unanswered") if request.GET.get(name)}
    context = page_context(
        request,
        partner=found.partner,
        board=card,
        threads=page.threads,
        filter=narrowed,
        page_obj=SimpleNamespace(
            next_url=f"?{urlencode({**kept, 'before': page.next_cursor})}" if page.next_cursor else "",
            previous_url="" if page.is_first else f"{card.url}?{urlencode(kept)}".rstrip("?"),
        ),
        can_open_thread=_may_open(viewer, found),
        new_url=f"{card.url}new/",
    )
    return render(request, "channel_community/discussions/board.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_text
@translate_errors
def thread_new(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Start a thread: `title`, `kind`, `body`, `tags`, `client_key`."""
    viewer = request_viewer(request)
    found = readable_board(viewer, pk)
    key = f"board:{pk}"
    if not viewer.is_signed_in:
        return ask_to_sign_in(request, key, request.path if request.method == "POST" else None)
    if request.method != "POST":
        permissions.require_open_thread(viewer, found)
        return _form_page(request, found, ThreadForm(initial=_started(request, key)))
    form = ThreadForm(request.POST)
    try:
        checked(request)
        return _open(request, writer(request), found, key)
    except CommunityError as error:
        if wants_json(request):
            return json_error(error)
        if error.status in {403, 409} and error.code != "csrf" and not error.errors:
            return respond_error(request, error, back_url=Urls().board(found.pk, found.slug))
        form.is_valid()
        form.errors.pop("kind", None)
        add_errors(form, error)
        return with_error(_form_page(request, found, form), error)


def _started(request: HttpRequest, key: str) -> dict:
    """What the form begins with: the question typed on the way here, and text typed before signing in."""
    given = {name: request.GET[name] for name in ("title", "kind") if request.GET.get(name)}
    return {**draft_of(request, key), **given}


def _open(request: HttpRequest, viewer: Viewer, found: Board, draft_key: str) -> HttpResponse:
    answer = permissions.require_open_thread(viewer, found)
    ratelimit.hit("thread tries", settings.POST_INTERVAL, viewer.member_id)
    values = {
        "board": found,
        "author": viewer.member,
        "title": request.POST.get("title", ""),
        "body": request.POST.get("body", ""),
        "kind": request.POST.get("kind") or ThreadKind.DISCUSSION,
        "tags": request.POST.get("tags", ""),
        "client_key": request.POST.get("client_key"),
        "max_links": permissions.link_limit(viewer),
    }
    if answer is Answer.QUEUED:
        with ratelimit.counted("thread", settings.THREAD_RATE, viewer.member_id):
            actions.post_hold(**values)
        drop_draft(request, draft_key)
        return held_answer(request, Urls().board(found.pk, found.slug))
    with ratelimit.counted("thread", settings.THREAD_RATE, viewer.member_id):
        opened = actions.thread_create(**values)
    drop_draft(request, draft_key)
    url = Urls().thread(opened.pk, opened.slug)
    if wants_json(request):
        return JsonResponse({"id": opened.pk, "url": url, "sequence": opened.sequence}, status=201)
    return redirect(url)


def readable_board(viewer: Viewer, pk: int) -> Board:
    """The board, if `viewer` may know of it; Missing otherwise."""
    boards = permissions.boards_visible_to(viewer).select_related("partner", "group")
    found = boards.filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise Missing(_("There is no such board, or it is not open to you."))
    return found


def _form_page(request: HttpRequest, found: Board, form: ThreadForm) -> HttpResponse:
    context = page_context(request, partner=found.partner, board=board_card(found, Urls()), form=form)
    return render(request, "channel_community/discussions/thread_new.html", context)


def _may_open(viewer: Viewer, found: Board) -> bool:
    """Whether the button is shown; signed-out people see it too and are asked to sign in."""
    if not viewer.is_signed_in:
        return not found.is_closed
    try:
        permissions.require_open_thread(viewer, found)
    except CommunityError:
        return False
    return True
