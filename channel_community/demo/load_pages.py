"""The partners' pages and articles, the page that a level opens, and what the partners' editors may do."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    PageViewRestriction,
    Site,
)

from channel_community import compat, sanitize
from channel_community.demo.load_partners import make_hero
from channel_community.demo.moments import Moments
from channel_community.demo.pages import read_all
from channel_community.demo.people import PEOPLE
from channel_community.demo.texts import PageText

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
        index = self.index_page()
        articles = {}
        for number, text in enumerate(texts, 1):
            if text.is_front:
                self.fronts[text.partner] = self.front_page(text, index)
            else:
                articles[f"{text.partner}/{text.slug}"] = self.article_page(text)
            say("pages", number, len(texts))
        return articles

    def index_page(self):
        """The directory of partners, where the set-up left it or else under the site's root page."""
        from channel_community.content.models import PartnerIndexPage  # noqa: PLC0415 - absent with a swapped page

        found = PartnerIndexPage.objects.first()
        if found is None:
            root = Site.objects.get(is_default_site=True).root_page
            found = root.add_child(instance=PartnerIndexPage(title="Partners", slug="partners"))
        found.lead = "Three houses that install and look after Harbourline, each in its own way and colours."
        self.publish(found, days_ago=400)
        return found

    def front_page(self, text: PageText, index):
        from channel_community.content.models import PartnerPage  # noqa: PLC0415

        partner = self.partners[text.partner]
        page = PartnerPage(title=text.title, slug=text.partner, lead=text.lead, partner=partner)
        page.hero_image = make_hero(partner, self.files)
        page.sections = self.sections(text)
        index.add_child(instance=page)
        self.publish(page, days_ago=390)
        admit_editors(self.partners[text.partner], page, self.members)
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


def admit_editors(partner, page, members: dict) -> None:
    """Let the partner's editors into the admin, to its own pages and pictures; they do not publish."""
    group, _created = Group.objects.get_or_create(name=f"Partner editors: {partner.name}")
    group.permissions.add(permission("wagtailadmin", "access_admin"))
    for codename in ("add", "change"):
        GroupPagePermission.objects.get_or_create(
            group=group, page=page, permission=permission("wagtailcore", f"{codename}_page")
        )
        collection = Collection.objects.get(name=partner.name)
        for app in ("wagtailimages", "wagtaildocs"):
            model = "image" if app == "wagtailimages" else "document"
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=permission(app, f"{codename}_{model}")
            )
    for person in PEOPLE:
        if person.home == partner.slug and person.role == "editor":
            members[person.handle].user.groups.add(group)


def permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)
