"""What moderators do to a whole thread: close and reopen it, pin it and let it go."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from channel_community.discussions import actions, permissions, queries
from channel_community.discussions.views.context import readable_thread, writer
from channel_community.shell import request_viewer
from channel_community.web import checked, keeps_text, redirect_to_login, translate_errors, wants_json


@require_POST
@keeps_text
@translate_errors
def thread_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Take no more replies; with `undo=1`, take them again."""
    return _order(
        request,
        pk,
        do=(actions.thread_close, _("The thread is closed.")),
        undo=(actions.thread_reopen, _("The thread takes replies again.")),
    )


@require_POST
@keeps_text
@translate_errors
def thread_pin(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the thread at the head of its board; with `undo=1`, no longer."""
    return _order(
        request,
        pk,
        do=(actions.thread_pin, _("The thread is pinned to the head of its board.")),
        undo=(actions.thread_unpin, _("The thread is not pinned any more.")),
    )


def _order(request: HttpRequest, pk: int, *, do: tuple, undo: tuple) -> HttpResponse:
    viewer = request_viewer(request)
    found = readable_thread(viewer, pk)
    url = queries.card_of(found).url
    if not viewer.is_signed_in:
        return redirect_to_login(request, url)
    checked(request)
    permissions.require_order(viewer, found)
    act, words = undo if request.POST.get("undo") == "1" else do
    thread = act(thread=found, actor=writer(request).member)
    if wants_json(request):
        state = {"is_closed": thread.is_closed, "is_pinned": thread.is_pinned}
        return JsonResponse({"id": thread.pk, "sequence": thread.sequence, **state})
    messages.success(request, words)
    return redirect(url)
