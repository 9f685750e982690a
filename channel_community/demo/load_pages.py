"""The partners' pages and articles, and the page that a level opens."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.models import PageViewRestriction

from channel_community import compat, sanitize
from channel_community.demo.load_partners import make_hero
from channel_community.demo.moments import Moments
from channel_community.demo.pages import read_all
from channel_community.demo.texts import PageText
from channel_community.onboarding.pages import default_site, directory_ensure, front_pages

PREFIX = "/community/"


class PageLoader:
    """Makes and publishes the pages. A site with a base page of its own has its own types, and gets none."""

    def __init__(self, moments: Moments, members: dict, partners: dict, levels: dict, files: list) -> None:
        self.moments = moments
        self.members = members
        self.partners = partners
        self.levels = levels
        self.files = files
        self.fronts: dict[str, Any] = {}

    def load(self, say) -> dict[str, Any]:
        """Every article page by `partner/slug`."""
        if compat.page_is_swapped():
            return {}
        texts = read_all()
        self.index_page()
        articles = {}
        for number, text in enumerate(texts, 1):
            if text.is_front:
                self.fronts[text.partner] = self.front_page(text)
            else:
                articles[f"{text.partner}/{text.slug}"] = self.article_page(text)
            say("pages", number, len(texts))
        return articles

    def index_page(self):
        """The directory of partners, where the set-up left it."""
        found, _is_new = directory_ensure(site=default_site())
        found.lead = "Houses that install and look after Harbourline, each in its own way and colours."
        self.publish(found, days_ago=400)
        return found

    def front_page(self, text: PageText):
        """The page that came with the partner, filled in."""
        partner = self.partners[text.partner]
        page = front_pages(partner)[0]
        page.title, page.lead = text.title, text.lead
        page.hero_image = make_hero(partner, self.files)
        page.sections = self.sections(text)
        self.publish(page, days_ago=390)
        return page

    def article_page(self, text: PageText):
        from channel_community.content.models import PartnerArticlePage  # noqa: PLC0415

        page = PartnerArticlePage(
            title=text.title,
            slug=text.slug,
            lead=text.lead,
            partner=self.partners[text.partner],
            author=self.members[text.author],
            published_on=self.moments.ago(days=text.published).date(),
        )
        page.sections = self.sections(text)
        self.fronts[text.partner].add_child(instance=page)
        self.publish(page, days_ago=text.published, user=self.members[text.author].user)
        if text.level:
            restriction = PageViewRestriction.objects.create(
                page=page, restriction_type=PageViewRestriction.GROUPS
            )
            restriction.groups.add(self.levels[text.level].group)
        return page

    def publish(self, page, *, days_ago: int, user=None) -> None:
        page.save_revision(user=user).publish()
        then = self.moments.ago(days=days_ago)
        when = {"first_published_at": then, "last_published_at": then, "latest_revision_created_at": then}
        type(page).objects.filter(pk=page.pk).update(**when)
        page.refresh_from_db()

    def sections(self, text: PageText) -> list[tuple[str, Any]]:
        return [(kind, self.words(kind, value)) for kind, value in text.sections]

    def words(self, kind: str, value):
        if kind == "rich_text":
            html = sanitize.render(value)
            return html.replace("strong>", "b>").replace("em>", "i>")
        if kind == "call_to_action":
            return {**value, "url": value["url"].replace(PREFIX, reverse("channel_community:home"), 1)}
        if kind == "people":
            return {**value, "members": [self.members[handle] for handle in value["members"]]}
        return value
