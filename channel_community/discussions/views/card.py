"""The social card of a thread that everybody may read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from channel_community.discussions.enums import Access
from channel_community.discussions.models import Thread
from channel_community.discussions.views.context import readable_thread
from channel_community.members.viewer import ANONYMOUS
from channel_community.partners.branding import branding_of, community_of
from channel_community.partners.cards import Card, card_address, card_response
from channel_community.web import translate_errors


@require_safe
@translate_errors
def thread_card(request: HttpRequest, pk: int) -> HttpResponse:
    """The card, for whoever asks: who unfurls a link is signed out. `?theme=dark` for dark surroundings."""
    found = readable_thread(ANONYMOUS, pk)
    card = _card_of(found, request, is_dark=request.GET.get("theme") == "dark")
    return card_response(card, request.GET.get("v", ""))


def card_url(thread: Thread, request: HttpRequest) -> str:
    """The card's full address; "" for a thread that is not open to everybody."""
    if thread.board.access != Access.PUBLIC or thread.is_hidden:
        return ""
    return card_address(_card_of(thread, request), reverse("channel_community:thread_card", args=[thread.pk]))


def _card_of(thread: Thread, request: HttpRequest, *, is_dark: bool = False) -> Card:
    return Card(
        title=thread.title,
        community=community_of(request),
        branding=branding_of(thread.board.partner_id),
        kicker=thread.board.title,
        footnote=_("Started by %(name)s") % {"name": thread.author.name},
        is_dark=is_dark,
    )
