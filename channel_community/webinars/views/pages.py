"""Reading: the list, one webinar, its calendar file."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from channel_community.exceptions import Missing
from channel_community.shell import page_context, request_viewer
from channel_community.web import translate_errors
from channel_community.webinars import calendar as ics
from channel_community.webinars import letterhead, permissions, queries
from channel_community.webinars.views.shared import find, render_webinar, url_of

#: Pages of past webinars that can be asked for by number.
LAST_PAGE = 1_000


@require_safe
@translate_errors
def webinar_list(request: HttpRequest) -> HttpResponse:
    """What is to come, proposals for those who may see them, and what is over, page by page."""
    viewer, page = request_viewer(request), _page(request)
    upcoming, drafts = queries.ahead(viewer)
    past, has_more = queries.past(viewer, page=page)
    if page > 1 and not past:
        raise Missing(_("There is no such page."))
    proposing = permissions.may_propose(viewer)
    context = page_context(
        request,
        upcoming=upcoming if page == 1 else [],
        drafts=drafts if page == 1 else [],
        past=past,
        page=page,
        page_obj=_links(page, has_more),
        propose_url=reverse("channel_community:webinar_propose") if proposing else "",
        may_approve=viewer.is_manager,
    )
    return render(request, "channel_community/webinars/list.html", context)


@require_safe
@translate_errors
def webinar(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One webinar with its thread; an old or wrong slug leads to the right one."""
    found, viewer = find(request, pk)
    if slug != found.slug:
        query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
        moved = redirect(url_of(found) + query, permanent=True)
        moved["Cache-Control"] = "private, no-cache"  # a former title may come back: no circles
        return moved
    return render_webinar(request, found, viewer)


@require_safe
@translate_errors
def calendar(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """The webinar as an .ics file; the same bytes until it changes."""
    found, _viewer = find(request, pk)
    data = ics.as_calendar(
        found,
        method=ics.Method.PUBLISH,
        url=letterhead.absolute(url_of(found)),
        domain=letterhead.calendar_domain(),
        organizer=letterhead.organizer(found),
    )
    etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.ics"'
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = etag
    answer = get_conditional_response(request, etag=etag, response=response)
    return answer if isinstance(answer, HttpResponseNotModified) else response


def _page(request: HttpRequest) -> int:
    """The number in ?page=; Missing for anything that is no page number."""
    raw = request.GET.get("page", "1")
    if not (raw.isascii() and raw.isdecimal() and len(raw) < 6 and 1 <= int(raw) <= LAST_PAGE):
        raise Missing(_("There is no such page."))
    return int(raw)


def _links(page: int, has_more: bool) -> dict[str, str]:
    here = reverse("channel_community:webinar_list")
    newer = here if page == 2 else f"{here}?page={page - 1}"
    return {
        "previous_url": newer if page > 1 else "",
        "next_url": f"{here}?page={page + 1}" if has_more else "",
    }
