"""Partners in lists."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Site

from channel_community.content.cards import PartnerCard
from channel_community.content.directory import ranked
from channel_community.content.meta import language_of
from channel_community.content.page_types import page_types
from channel_community.content.pages import PartnerIndexPageMixin
from channel_community.exceptions import Missing
from channel_community.members.viewer import Viewer
from channel_community.partners.branding import Branding, brandings_of, community_of
from channel_community.partners.models import Partner
from channel_community.partners.queries import partners_active, partners_visible_to

KIT = ("brand_kit", "brand_kit__logo_light", "brand_kit__logo_dark")


def partner_cards(*, limit: int = 12) -> list[PartnerCard]:
    """Cards of the active partners, the highest tier first; a handful of queries for all."""
    return cards_of(ranked(partners_active().select_related(*KIT))[:limit])


def cards_of(partners: Iterable[Partner]) -> list[PartnerCard]:
    """Cards of these partners, in their order; their branding is read at once."""
    partners = list(partners)
    brandings = brandings_of(partner.pk for partner in partners)
    return [_card(partner, brandings[partner.pk]) for partner in partners if partner.pk in brandings]


def directory_url(request: HttpRequest) -> str:
    """Where every partner is listed on the site of the request, in its language if there is one; else ""."""
    site = Site.find_for_request(request)
    if site is None:
        return ""
    found = [
        page
        for model in page_types(PartnerIndexPageMixin)
        for page in model.objects.descendant_of(site.root_page, inclusive=True)
        .live()
        .public()
        .defer("sections")
    ]
    language = get_language() or ""
    found.sort(key=lambda page: (language_of(page) != language, page.path))
    return found[0].get_url(request) or "" if found else ""


def home_url(partner: Partner, request: HttpRequest) -> str:
    """The one address of a partner's community home: on the site whose directory lists the partner."""
    root = partner.site.root_url if partner.site_id else community_of(request).root_url
    return f"{root}{reverse('channel_community:partner', args=[partner.slug])}"


def _card(partner: Partner, branding: Branding) -> PartnerCard:
    return PartnerCard(
        name=partner.name,
        url=reverse("channel_community:partner", args=[partner.slug]),
        tagline=partner.tagline,
        logo_light_url=branding.logo_light_url,
        logo_dark_url=branding.logo_dark_url,
    )


def partner_for(viewer: Viewer, slug: str) -> Partner:
    """The partner under an address, if its space is open to `viewer`; Missing otherwise."""
    found = partners_visible_to(viewer).filter(slug=slug).select_related("site", *KIT).first()
    if found is None:
        raise Missing(_("There is no such partner here."))
    return found
