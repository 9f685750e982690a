"""Partners in lists."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from channel_community.content.cards import PartnerCard
from channel_community.exceptions import Missing
from channel_community.members.viewer import Viewer
from channel_community.partners.branding import branding_of
from channel_community.partners.models import Partner
from channel_community.partners.queries import partners_active, partners_visible_to

KIT = ("brand_kit", "brand_kit__logo_light", "brand_kit__logo_dark")


def partner_cards(*, limit: int = 12) -> list[PartnerCard]:
    """Cards of the active partners. One query; their branding is in memory once it was read."""
    return [_card(partner) for partner in partners_active().select_related(*KIT)[:limit]]


def _card(partner: Partner) -> PartnerCard:
    branding = branding_of(partner)
    return PartnerCard(
        name=partner.name,
        url=reverse("channel_community:partner", args=[partner.slug]),
        tagline=partner.tagline,
        logo_light_url=branding.logo_light_url,
        logo_dark_url=branding.logo_dark_url,
    )


def partner_for(viewer: Viewer, slug: str) -> Partner:
    """The partner under an address, if its space is open to `viewer`; Missing otherwise."""
    found = partners_visible_to(viewer).filter(slug=slug).select_related(*KIT).first()
    if found is None:
        raise Missing(_("There is no such partner here."))
    return found
