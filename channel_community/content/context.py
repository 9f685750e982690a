"""What the templates of pages get, beside Wagtail's own and the shell."""

from __future__ import annotations

from channel_community.content.pager import pager_of
from channel_community.content.pages import (
    CommunityShellMixin,
    PartnerArticlePageMixin,
    PartnerIndexPageMixin,
    PartnerPageMixin,
    adds_context,
)
from channel_community.content.queries import articles_under, author_of_page, partners_under
from channel_community.content.social import card_url


@adds_context(CommunityShellMixin)
def social_card(page, request, viewer) -> dict:
    """The address of the card that is shown where the page is shared."""
    return {"social_card_url": card_url(page, request)}


@adds_context(PartnerIndexPageMixin)
def directory(page, request, viewer) -> dict:
    """The partners on this page of the directory, and its pager."""
    listed = partners_under(page, request, number=request.GET.get("page"))
    return {"partners": listed.object_list, "pager": pager_of(listed)}


@adds_context(PartnerPageMixin)
def articles(page, request, viewer) -> dict:
    """The partner's newest articles."""
    return {"articles": articles_under(page, viewer, request)}


@adds_context(PartnerArticlePageMixin)
def author(page, request, viewer) -> dict:
    """Who wrote the article, as a card."""
    return {"author": author_of_page(page)}
