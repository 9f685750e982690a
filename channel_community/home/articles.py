"""A partner's articles on its community home."""

from __future__ import annotations

from dataclasses import dataclass

from channel_community import models


@dataclass(frozen=True)
class ArticleCard:
    """An article in a list."""

    title: str
    url: str
    intro: str


def articles_of(partner, *, limit: int) -> list[ArticleCard]:
    """The newest public articles of a partner; none on a site that swapped the base page for its own."""
    article = getattr(models, "PartnerArticlePage", None)
    if article is None:
        return []
    pages = article.objects.live().public().filter(partner=partner).order_by("-first_published_at", "-pk")
    return [
        ArticleCard(title=page.title, url=page.get_url() or "", intro=page.lead) for page in pages[:limit]
    ]
