"""What the templates of pages get, beside Wagtail's own and the shell."""

from __future__ import annotations

from channel_community.content import structured
from channel_community.content.directory import PARTNERS_PER_PAGE, directory_of
from channel_community.content.kits.pages import KitPageMixin
from channel_community.content.meta import meta_of
from channel_community.content.pages import (
    CommunityShellMixin,
    PartnerArticlePageMixin,
    PartnerIndexPageMixin,
    PartnerPageMixin,
    adds_context,
)
from channel_community.content.queries import articles_under, author_of_page
from channel_community.content.social import card_url
from channel_community.content.trail import trail_of
from channel_community.partners.queries import departed_name
from channel_community.shell import navigation


@adds_context(CommunityShellMixin)
def head(page, request, viewer) -> dict:
    """What the page says of itself, its one address, the card where it is shared, and the pages above it."""
    meta = meta_of(page, request)
    return {
        "meta": meta,
        "canonical_url": meta.url,
        "social_card_url": card_url(page, request),
        "trail": trail_of(page, request),
    }


@adds_context(CommunityShellMixin)
def departure(page, request, viewer) -> dict:
    """Whose page it was, where that partner has left."""
    return {"departed": departed_name(page.community_partner)}


@adds_context(PartnerIndexPageMixin)
def directory(page, request, viewer) -> dict:
    """The partners on this page of the directory, what narrows it down, and its pager."""
    found = directory_of(page, request)
    start = (found.number - 1) * PARTNERS_PER_PAGE + 1
    listed = structured.partner_list(found.partners, request, start=start, total=found.count)
    context = {
        "directory": found,
        "partners": found.partners,
        "pager": found.pager,
        "nav": navigation(request, viewer, current="partner_list"),
        **_structured(page, request, listed),
    }
    if found.number > 1 and not found.is_filtered:
        context["canonical_url"] = f"{meta_of(page, request).url}?page={found.number}"
    return context


@adds_context(PartnerPageMixin)
def articles(page, request, viewer) -> dict:
    """The partner's newest articles."""
    meta = meta_of(page, request)
    partner = structured.organization(
        page.community_partner, request, url=meta.url, description=meta.description
    )
    return {"articles": articles_under(page, viewer, request), **_structured(page, request, partner)}


@adds_context(PartnerArticlePageMixin)
def author(page, request, viewer) -> dict:
    """Who wrote the article, as a card."""
    found = author_of_page(page)
    return {"author": found, **_structured(page, request, structured.article(page, request, author=found))}


@adds_context(KitPageMixin)
def kit_copy(page, request, viewer) -> dict:
    """A partner's copy of a kit is an article that the partner publishes."""
    return _structured(page, request, structured.article(page, request))


def _structured(page, request, thing: dict) -> dict:
    """The data block of a page that everybody may read."""
    if not meta_of(page, request).is_shared:
        return {}
    return {"structured_data": structured.json_ld([thing, structured.breadcrumbs(page, request)])}
