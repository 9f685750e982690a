from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from channel_community.discussions import actions, queries
from channel_community.discussions.enums import HeldState
from channel_community.discussions.models import HeldPost
from channel_community.discussions.validators import refuse
from channel_community.discussions.views.context import writer
from channel_community.exceptions import CommunityError, Missing
from channel_community.members.viewer import Viewer
from channel_community.sanitize import render as render_markdown
from channel_community.shell import page_context, request_viewer
from channel_community.web import (
    checked,
    keeps_text,
    redirect_to_login,
    respond_error,
    translate_errors,
    wants_json,
    with_error,
)

#: Texts on the page at once; they are rendered for it, which takes up to a quarter of a second each.
SHOWN = 20


@require_safe
@translate_errors
def queue(request: HttpRequest) -> HttpResponse:
    """Newcomers' texts that wait for a decision, in the viewer's scope."""
    viewer = request_viewer(request)
    if not viewer.is_signed_in:
        return redirect_to_login(request)
    if not viewer.can_moderate:
        raise Missing(_("There is no such page."))
    return _queue_page(request, viewer)


def _queue_page(request: HttpRequest, viewer: Viewer, refused: HeldPost | None = None, problem: str = ""):
    """The queue; a decision that was `refused` stands there with its `problem` and what was typed."""
    waiting = list(queries.held_for(viewer).filter(state=HeldState.WAITING)[:SHOWN])
    # Rendered by the posts' own renderer, so that the moderator reads what readers would.
    items = [
        {
            "held": held,
            "html": mark_safe(render_markdown(held.body)),  # noqa: S308
            "problem": problem if refused and held.pk == refused.pk else "",
        }
        for held in waiting
    ]
    context = page_context(request, items=items)
    return render(request, "channel_community/discussions/moderation.html", context)


@require_POST
@keeps_text
@translate_errors
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a held text (`decision=approve`) or turn it down with a `reason` (`decision=refuse`)."""
    viewer = request_viewer(request)
    if not viewer.is_signed_in:
        return redirect_to_login(request)
    checked(request)
    viewer = writer(request)
    held = queries.held_for(viewer).filter(pk=pk).first() if viewer.can_moderate else None
    if held is None:
        raise Missing(_("There is no such text, or it is not in your care."))
    try:
        _decide(request, viewer, held)
    except CommunityError as error:
        if "reason" in error.errors and not wants_json(request):
            return with_error(_queue_page(request, viewer, held, str(error.detail)), error)
        return respond_error(request, error, back_url=reverse("channel_community:moderation"))
    return redirect("channel_community:moderation")


def _decide(request: HttpRequest, viewer: Viewer, held: HeldPost) -> None:
    decision = request.POST.get("decision")
    if decision == "approve":
        actions.held_approve(held=held, moderator=viewer.member)
        messages.success(request, _("Published."))
    elif decision == "refuse":
        actions.held_refuse(held=held, moderator=viewer.member, reason=request.POST.get("reason", ""))
        messages.success(request, _("Turned down. Its author sees your reason."))
    else:
        raise refuse("decision", _("Choose whether to publish the text or to turn it down."))
