"""Reads of pages. What a viewer may not know of is left out here."""

from __future__ import annotations

from django.conf import settings as django_settings
from django.utils.translation import get_language
from wagtail.models import Site

from channel_community.content.cards import ArticleCard
from channel_community.content.doors import Door, doors_around, doors_below
from channel_community.content.kits.pages import KitPageMixin
from channel_community.content.kits.queries import on_air
from channel_community.content.page_types import page_types
from channel_community.content.pages import PartnerArticlePageMixin, PartnerPageMixin
from channel_community.members.cards import AuthorCard, author_columns, author_from_row
from channel_community.members.models import Member
from channel_community.members.viewer import Viewer
from channel_community.partners.enums import PartnerState

ARTICLES = 12


def articles_under(page, viewer: Viewer, request, *, limit: int = ARTICLES) -> list[ArticleCard]:
    """The newest articles below `page`, for somebody who reads that page.

    One that a level opens is named with it; others stay unknown.
    """
    return _cards_below(page, viewer, request, limit, read_doors=doors_below)


def articles_of(partner, viewer: Viewer, request, *, limit: int = ARTICLES) -> list[ArticleCard]:
    """The newest articles below the partner's own page, shown elsewhere; none while it has no page.

    What is closed to `viewer` on the way there, the page itself and those above it, closes the articles too.
    """
    page = front_of(partner, request)
    return _cards_below(page, viewer, request, limit, read_doors=doors_around) if page else []


def front_of(partner, request, *, language: str = "", is_public: bool = False):
    """The partner's published front page, or None; with `is_public` one that everybody may read.

    Of several, the one in `language` (else in the language of the request, else in the site's own), on the
    site of the request before those of other sites.
    """
    fronts = [page for model in page_types(PartnerPageMixin) for page in _fronts(model, partner, is_public)]
    if len(fronts) < 2:
        return fronts[0] if fronts else None
    languages = [language or get_language() or "", django_settings.LANGUAGE_CODE]
    site = Site.find_for_request(request)
    root = site.root_page.path if site else ""

    def place(page) -> tuple:
        code = page.locale.language_code
        rank = languages.index(code) if code in languages else len(languages)
        return rank, not page.path.startswith(root), page.pk

    return min(fronts, key=place)


def public_articles(page, *, limit: int) -> list:
    """The newest articles and kit copies below `page` that everybody may read, as pages."""
    rows = [found for model in _article_types() for found in _newest(model, page, limit, is_public=True)]
    return sorted(rows, key=_newest_first, reverse=True)[:limit]


def author_of_page(page) -> AuthorCard | None:
    """The author of an article, with one query."""
    if page.author_id is None:
        return None
    row = Member.objects.filter(pk=page.author_id).values(*author_columns("")).first()
    return author_from_row(row, "") if row else None


def _fronts(model, partner, is_public: bool):
    rows = model.objects.live().filter(partner=partner).select_related("locale").defer("sections")
    return (rows.public() if is_public else rows).order_by("pk")


def _article_types() -> list[type]:
    """Articles and copies of kits: what a partner publishes to be read."""
    return [*page_types(PartnerArticlePageMixin), *page_types(KitPageMixin)]


def _cards_below(page, viewer: Viewer, request, limit: int, *, read_doors) -> list[ArticleCard]:
    """Cards of the newest articles below `page`; the doors are read only where there are articles."""
    found = [article for model in _article_types() for article in _newest(model, page, limit)]
    found.sort(key=_newest_first, reverse=True)
    doors = read_doors(page.path, viewer) if found else {}
    cards = (_article_card(article, doors, request) for article in found[:limit])
    return [card for card in cards if card]


def _newest(model, page, limit: int, *, is_public: bool = False):
    rows = model.objects.child_of(page).live().exclude(partner__state=PartnerState.SUSPENDED)
    rows = on_air(rows).defer("values") if issubclass(model, KitPageMixin) else rows.defer("sections")
    return (rows.public() if is_public else rows).order_by("-published_on", "-pk")[:limit]


def _newest_first(article) -> tuple:
    return article.published_on, article.pk


def _article_card(article, doors: dict[str, Door], request) -> ArticleCard | None:
    closed = [door for path, door in doors.items() if article.path.startswith(path) and not door.is_open]
    label = next((door.label for door in closed), "")
    if not all(door.label for door in closed):  # behind a door that no level opens, it stays unknown
        return None
    return ArticleCard(
        title=article.title,
        url=article.get_url(request) or "",
        lead="" if label else lead_of(article),
        published_on=article.published_on,
        access_label=label,
    )


def lead_of(page) -> str:
    """The one or two sentences under a page's title. A listed copy of a kit brought its lead along."""
    return vars(page).get("lead_in_lists") or getattr(page, "lead", "")
