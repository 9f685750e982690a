"""The social card of a page."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from channel_community.partners.branding import branding_of, community_of
from channel_community.partners.cards import Card, card_address


def card_of(page, request, *, is_dark: bool = False) -> Card:
    """What the card of `page` says."""
    partner = page.community_partner
    return Card(
        title=page.title,
        community=community_of(request),
        branding=branding_of(partner),
        kicker=_("From the partner community") if partner else _("Partner community"),
        footnote=partner.tagline if partner else "",
        is_dark=is_dark,
    )


def card_url(page, request) -> str:
    """The card's full address; it changes with the title and both brand kits. "" for a page not saved yet."""
    if page.pk is None:
        return ""
    card = card_of(page, request)
    return card_address(card, reverse("channel_community:page_card", args=[page.pk]))
