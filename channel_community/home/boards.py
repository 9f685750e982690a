"""Every board that the viewer may read, a page at a time."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from channel_community.content.pager import pager_of
from channel_community.discussions.queries import board_cards, boards_in_order
from channel_community.shell import page_context, request_viewer
from channel_community.web import translate_errors

BOARDS_PER_PAGE = 24


@require_safe
@translate_errors
def board_list(request: HttpRequest) -> HttpResponse:
    """The boards of the network, then those of its partners by name."""
    boards = Paginator(boards_in_order(request_viewer(request)), BOARDS_PER_PAGE)
    listed = boards.get_page(request.GET.get("page"))
    context = page_context(request, boards=board_cards(listed.object_list), pager=pager_of(listed))
    return render(request, "channel_community/discussions/board_list.html", context)
