"""Reads of pages. What a viewer may not know of is left out here."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator

from channel_community.content.cards import ArticleCard, PartnerCard
from channel_community.content.doors import Door, doors_around, doors_below
from channel_community.content.page_types import page_types
from channel_community.content.pages import PartnerArticlePageMixin, PartnerPageMixin
from channel_community.members.cards import AuthorCard, author_columns, author_from_row
from channel_community.members.models import Member
from channel_community.members.viewer import Viewer
from channel_community.partners.branding import brandings_of
from channel_community.partners.enums import PartnerState

ARTICLES = 12
PARTNERS_PER_PAGE = 24


def articles_under(page, viewer: Viewer, request, *, limit: int = ARTICLES) -> list[ArticleCard]:
    """The newest articles below `page`, for somebody who reads that page.

    One that a level opens is named with it; others stay unknown.
    """
    return _cards_below(page, viewer, request, limit, read_doors=doors_below)


def articles_of(partner, viewer: Viewer, request, *, limit: int = ARTICLES) -> list[ArticleCard]:
    """The newest articles below the partner's own page, shown elsewhere; none while it has no page.

    What is closed to `viewer` on the way there, the page itself and those above it, closes the articles too.
    """
    for model in page_types(PartnerPageMixin):
        page = model.objects.live().filter(partner=partner).first()
        if page is not None:
            return _cards_below(page, viewer, request, limit, read_doors=doors_around)
    return []


def partners_under(page, request, *, number) -> ListPage:
    """One page of the directory: active partners whose page is published, by title."""
    model_pages = [found for model in page_types(PartnerPageMixin) for found in _partner_pages(model, page)]
    listed = Paginator(sorted(model_pages, key=lambda found: found.title.casefold()), PARTNERS_PER_PAGE)
    chosen = listed.get_page(number)
    chosen.object_list = list(_partner_cards(chosen.object_list, request))
    return chosen


def author_of_page(page) -> AuthorCard | None:
    """The author of an article, with one query."""
    if page.author_id is None:
        return None
    row = Member.objects.filter(pk=page.author_id).values(*author_columns("")).first()
    return author_from_row(row, "") if row else None


def _cards_below(page, viewer: Viewer, request, limit: int, *, read_doors) -> list[ArticleCard]:
    """Cards of the newest articles below `page`; the doors are read only where there are articles."""
    found = [
        article for model in page_types(PartnerArticlePageMixin) for article in _newest(model, page, limit)
    ]
    found.sort(key=lambda article: (article.published_on, article.pk), reverse=True)
    doors = read_doors(page.path, viewer) if found else {}
    cards = (_article_card(article, doors, request) for article in found[:limit])
    return [card for card in cards if card]


def _newest(model, page, limit: int):
    rows = model.objects.child_of(page).live().exclude(partner__state=PartnerState.SUSPENDED)
    return rows.order_by("-published_on", "-pk")[:limit]


def _partner_pages(model, page):
    rows = model.objects.child_of(page).live().public().filter(partner__state=PartnerState.ACTIVE)
    return rows.select_related("partner").defer("sections")


def _article_card(article, doors: dict[str, Door], request) -> ArticleCard | None:
    closed = [door for path, door in doors.items() if article.path.startswith(path) and not door.is_open]
    label = next((door.label for door in closed), "")
    if not all(door.label for door in closed):  # behind a door that no level opens, it stays unknown
        return None
    return ArticleCard(
        title=article.title,
        url=article.get_url(request) or "",
        lead="" if label else article.lead,
        published_on=article.published_on,
        access_label=label,
    )


def _partner_cards(pages: Iterable, request) -> Iterable[PartnerCard]:
    brandings = brandings_of(page.partner_id for page in pages)
    for page in pages:
        branding = brandings[page.partner_id]
        yield PartnerCard(
            name=branding.partner_name,
            url=page.get_url(request) or "",
            tagline=page.lead or branding.tagline,
            logo_light_url=branding.logo_light_url,
            logo_dark_url=branding.logo_dark_url,
        )
