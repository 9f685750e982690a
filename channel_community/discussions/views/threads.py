from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from channel_community import ratelimit
from channel_community.conf import settings
from channel_community.discussions import actions, live, permissions, queries
from channel_community.discussions.forms import ReplyForm
from channel_community.discussions.views.card import card_url
from channel_community.discussions.views.context import (
    readable_thread,
    reply_state,
    thread_values,
    writer,
)
from channel_community.discussions.views.drafts import ask_to_sign_in, drop_draft
from channel_community.exceptions import CommunityError, Invalid, Missing
from channel_community.members.viewer import Viewer
from channel_community.permissions import Answer, Role
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
def thread(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """A page of a thread, found by post number: `?page=n`."""
    found = readable_thread(request_viewer(request), pk)
    count = queries.page_count(found)
    try:
        page = _page_number(request.GET.get("page", "1"), count)
    except Missing as error:
        return respond_error(request, error, ways=_ways(queries.card_of(found).url, count))
    if slug != found.slug:
        return moved(queries.card_of(found).url + (f"?page={page}" if page > 1 else ""))
    return _render(request, found, page=page)


@require_safe
@translate_errors
def thread_at(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponse:
    """To the page that holds post `number`, at that post."""
    found = readable_thread(request_viewer(request), pk)
    if not 1 <= number <= found.last_number:
        raise Missing(_("This thread has no post #%(number)s.") % {"number": number})
    page = queries.page_of(number)
    url = queries.card_of(found).url
    return redirect(f"{url}?page={page}#post-{number}" if page > 1 else f"{url}#post-{number}")


@require_safe
def thread_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed since sequence `?after=n`: a `changes` frame, or `{"resync": true}`."""
    try:
        readable_thread(request_viewer(request), pk)
        after = _sequence(request.GET.get("after", "0"))
    except CommunityError as error:
        return json_error(error)
    response = JsonResponse(live.changes_frame(pk, after=after) or {"resync": True})
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@keeps_text
@translate_errors
def thread_reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Reply to a thread: `body`, `client_key`."""
    viewer = request_viewer(request)
    found = readable_thread(viewer, pk)
    if not viewer.is_signed_in:
        return ask_to_sign_in(request, f"thread:{pk}", f"{queries.card_of(found).url}#reply")
    form = ReplyForm(request.POST)
    try:
        checked(request)
        return _reply(request, writer(request), found, form)
    except CommunityError as error:
        if wants_json(request):
            return json_error(error)
        if (
            reply_state(request_viewer(request), found)[0] != "open"
        ):  # the page has no composer to keep the text in
            return respond_error(request, error, back_url=queries.card_of(found).url)
        form.is_valid()
        add_errors(form, error)
        return with_error(_render(request, found, page=queries.page_count(found), form=form), error)


def _reply(request: HttpRequest, viewer: Viewer, found, form: ReplyForm) -> HttpResponse:
    answer = permissions.require_reply(
        viewer, found, earlier_posts=queries.visible_post_count(viewer.member_id)
    )
    limit_posts(viewer)
    values = {
        "thread": found,
        "author": viewer.member,
        "body": form.data.get("body", ""),
        "client_key": form.data.get("client_key"),
        "max_links": permissions.link_limit(viewer),
    }
    url = queries.card_of(found).url
    if answer is Answer.QUEUED:
        actions.post_hold(**values)
        drop_draft(request, f"thread:{found.pk}")
        return held_answer(request, f"{url}#reply")
    post = actions.post_create(**values)
    drop_draft(request, f"thread:{found.pk}")
    if wants_json(request):
        found.refresh_from_db(fields=["last_number", "accepted_post"])
        return JsonResponse(_post_json(found, post, f"{url}{post.number}/"), status=201)
    return redirect("channel_community:thread_at", pk=found.pk, slug=found.slug, number=post.number)


def held_answer(request: HttpRequest, url: str) -> HttpResponse:
    """Say that a text waits for a moderator: 202 for programs, a message for people."""
    detail = _("Thank you. A moderator reads your first posts before they appear; that seldom takes long.")
    if wants_json(request):
        return JsonResponse({"state": "held", "detail": detail}, status=202)
    messages.success(request, detail)
    return redirect(url)


def _post_json(found, post, url: str) -> dict:
    entry = live.entry_of(found, post)
    return {
        "id": post.pk,
        "number": post.number,
        "sequence": post.sequence,
        "url": url,
        "client_key": post.client_key,
        "html": entry["html"],
    }


def limit_posts(viewer: Viewer) -> None:
    """Raise TooMany when `viewer` posts faster than members of their standing may."""
    rate = settings.POST_INTERVAL_NEW if viewer.roles == {Role.PROSPECT} else settings.POST_INTERVAL
    ratelimit.hit("post", rate, viewer.member_id)


def _render(request, found, *, page: int, form=None) -> HttpResponse:
    values = thread_values(request, found, page=page, form=form)
    context = page_context(
        request, partner=found.board.partner, social_card_url=card_url(found, request), **values
    )
    return render(request, "channel_community/discussions/thread.html", context)


def _ways(url: str, count: int) -> list[dict[str, str]]:
    """Where to go from a page that the thread does not have."""
    ways = [{"url": url, "label": _("To the thread")}]
    if count > 1:
        ways.insert(0, {"url": f"{url}?page={count}", "label": _("To the last page")})
    return ways


def _page_number(text: str, count: int) -> int:
    page = _number(text)
    if page is None or not 1 <= page <= count:
        raise Missing(
            ngettext(
                "This thread has %(count)d page. There is no page “%(page)s”.",
                "This thread has %(count)d pages. There is no page “%(page)s”.",
                count,
            )
            % {"count": count, "page": text[:30]}
        )
    return page


def _sequence(text: str) -> int:
    after = _number(text)
    if after is None:
        message = _("“after” is a sequence number: digits only.")
        raise Invalid(message, errors={"after": [message]})
    return after


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
