"""From one sentence on the front page to the form of the board it belongs on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from channel_community.discussions.permissions import boards_visible_to
from channel_community.exceptions import Missing
from channel_community.shell import request_viewer
from channel_community.web import translate_errors


@require_safe
@translate_errors
def ask(request: HttpRequest) -> HttpResponse:
    """To the form for a new thread on `?board=<id>`, which takes `title` and `kind` along."""
    number = request.GET.get("board", "")
    known = number.isascii() and number.isdecimal() and len(number) < 19
    board = boards_visible_to(request_viewer(request)).filter(pk=int(number)).first() if known else None
    if board is None:
        raise Missing(_("There is no such board, or it is not open to you."))
    given = {name: request.GET[name] for name in ("title", "kind") if request.GET.get(name)}
    url = reverse("channel_community:thread_new", args=[board.pk, board.slug])
    return redirect(f"{url}?{urlencode(given)}" if given else url)
