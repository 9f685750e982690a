"""The pages that an onboarding makes: the directory of a site, and a partner's own front page in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Site

from channel_community.content.page_types import page_type, page_types
from channel_community.content.pages import PartnerIndexPageMixin, PartnerPageMixin
from channel_community.exceptions import Invalid
from channel_community.members.enums import MANAGERS_GROUP
from channel_community.partners.models import Partner
from channel_community.setup_rights import grant_pages

DIRECTORY_SLUGS = ("partners", "community-partners", "channel-partners", "partner-pages")


def default_site() -> Site | None:
    """The site that partners belong to when nobody chose one."""
    sites = Site.objects.select_related("root_page").order_by("-is_default_site", "pk")
    return sites.first()


def front_pages(partner: Partner) -> list:
    """The partner's front pages, the first one first: one, or one for each language."""
    found = [page for model in page_types(PartnerPageMixin) for page in model.objects.filter(partner=partner)]
    return sorted(found, key=lambda page: page.pk)


def directory_of(site: Site):
    """The site's directory of partners, or None."""
    root = site.root_page
    for model in page_types(PartnerIndexPageMixin):
        found = model.objects.descendant_of(root, inclusive=True).order_by("path").first()
        if found is not None:
            return found
    return None


def directory_ensure(*, site: Site):
    """The site's directory and whether it was made now; None where no page type can be one."""
    found = directory_of(site)
    model = page_type(PartnerIndexPageMixin)
    if found is not None or model is None:
        return found, False
    root = site.root_page.specific
    lead = _("Find people near you who have done it before.")
    page = model(
        title=_("Partners"),
        slug=_free_slug(root, chain(DIRECTORY_SLUGS, _numbered(DIRECTORY_SLUGS[0]))),
        lead=lead,
    )
    root.add_child(instance=page)
    grant_pages(Group.objects.get_or_create(name=MANAGERS_GROUP)[0])
    return page, True


def front_page_make(*, partner: Partner, site: Site, user=None, publish: bool = True):
    """The partner's front page under the directory of `site`; None where no page type can be one."""
    model = page_type(PartnerPageMixin)
    directory, _is_new = directory_ensure(site=site)
    if model is None or directory is None:
        return None
    page = model(
        title=partner.name,
        slug=_free_slug(directory, _numbered(partner.slug)),
        lead=partner.tagline
        or _("What %(name)s does, and what people say about it.") % {"name": partner.name},
        partner=partner,
        owner=user,
        live=False,
    )
    try:
        directory.add_child(instance=page)
    except ValidationError as error:  # a site's own page type may ask for more than we know
        raise Invalid(" ".join(error.messages), errors={"site": error.messages}) from error
    revision = page.save_revision(user=user)
    if publish:
        revision.publish(user=user)
        page.refresh_from_db()
    return page


def pages_rename(*, partner: Partner, before: str) -> None:
    """Let titles follow the partner's name where they were the name; addresses stay, others link to them."""
    for page in front_pages(partner):
        revision = page.latest_revision
        if revision is not None and revision.content.get("title") == before:
            revision.content["title"] = partner.name
            revision.save(update_fields=["content"])
        if before in (page.title, page.draft_title):
            page.title = partner.name if page.title == before else page.title
            page.draft_title = partner.name if page.draft_title == before else page.draft_title
            page.save(update_fields=["title", "draft_title"])


def pages_move(*, partner: Partner, site: Site) -> None:
    """Move the front pages to the directory of `site`, with everything under them."""
    directory, _is_new = directory_ensure(site=site)
    if directory is None:
        return
    for page in front_pages(partner):
        if page.locale_id != directory.locale_id or page.is_descendant_of(directory):
            continue
        slug = _free_slug(directory, _numbered(page.slug))
        if slug != page.slug:
            page.slug = slug
            page.save(update_fields=["slug"])
        page.move(directory, pos="last-child")
        directory.refresh_from_db()


def _free_slug(parent, wanted: Iterator[str]) -> str:
    taken = set(parent.get_children().values_list("slug", flat=True))
    return next(slug for slug in wanted if slug not in taken)


def _numbered(slug: str) -> Iterator[str]:
    yield slug
    number = 2
    while True:
        yield f"{slug}-{number}"
        number += 1
