"""The social card of a webinar that everybody may know of."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from channel_community.exceptions import Missing
from channel_community.members.viewer import ANONYMOUS
from channel_community.partners.branding import branding_of, community_of
from channel_community.partners.cards import Card, card_address, card_response
from channel_community.web import translate_errors
from channel_community.webinars import queries
from channel_community.webinars.models import Webinar


@require_safe
@translate_errors
def webinar_card(request: HttpRequest, pk: int) -> HttpResponse:
    """The card, for whoever asks: who unfurls a link is signed out. `?theme=dark` for dark surroundings."""
    found = queries.visible_to(ANONYMOUS).filter(pk=pk).select_related("host").first() if pk < 2**63 else None
    if found is None:
        raise Missing(_("There is no such webinar."))
    card = _card_of(found, request, is_dark=request.GET.get("theme") == "dark")
    return card_response(card, request.GET.get("v", ""))


def card_url(webinar: Webinar, request: HttpRequest) -> str:
    """The card's full address; "" for a webinar that was not made public."""
    if webinar.state in queries.UNPUBLISHED:
        return ""
    path = reverse("channel_community:webinar_card", args=[webinar.pk])
    return card_address(_card_of(webinar, request), path)


def _card_of(webinar: Webinar, request: HttpRequest, *, is_dark: bool = False) -> Card:
    return Card(
        title=webinar.title,
        community=community_of(request),
        branding=branding_of(webinar.partner_id),
        kicker=_("Peer webinar"),
        footnote=_("Hosted by %(name)s") % {"name": webinar.host.name},
        is_dark=is_dark,
    )
