"""What a community needs before the first visitor: groups, levels, boards, the directory, the brand.

Everything is made only where it is missing, so it may run with every deployment.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings as django_settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from wagtail.models import Site

from channel_community import models
from channel_community.members.enums import MANAGERS_GROUP, MODERATORS_GROUP
from channel_community.reputation.levels import ensure_default_levels
from channel_community.setup_rights import grant_managers

#: Title, slug and description of the boards a community starts with.
BOARDS = (
    (
        gettext_noop("Questions and answers"),
        "questions-and-answers",
        gettext_noop("Ask anything. People who have done it answer."),
    ),
    (
        gettext_noop("Introduce yourself"),
        "introduce-yourself",
        gettext_noop("Say who you are, what you run and what you would like to learn."),
    ),
)


@dataclass(frozen=True)
class Step:
    """One thing that was made, or was there already. `note` is what the site's owner should know, or ""."""

    what: str
    is_new: bool
    note: str = ""


@transaction.atomic
def set_up() -> list[Step]:
    """Make what is missing, all or nothing, and say what was done."""
    return [*_groups(), _levels(), *_boards(), _brand(), _directory(), _rights()]


def _groups() -> Iterator[Step]:
    for name in (MANAGERS_GROUP, MODERATORS_GROUP):
        is_new = Group.objects.get_or_create(name=name)[1]
        yield Step(_("Group “%(name)s”") % {"name": name}, is_new)


def _levels() -> Step:
    had_levels = models.Level.objects.exists()
    names = ", ".join(level.name for level in ensure_default_levels())
    return Step(_("Levels: %(names)s") % {"names": names}, not had_levels)


def _boards() -> Iterator[Step]:
    if models.Board.objects.exists():
        yield Step(_("Boards"), is_new=False)
        return
    for position, (title, slug, description) in enumerate(BOARDS):
        board = models.Board.objects.create(
            title=_(title), slug=slug, description=_(description), position=position
        )
        yield Step(_("Board “%(title)s”") % {"title": board.title}, is_new=True)


def _brand() -> Step:
    site = _site()
    if site is None:
        return Step(
            _("Brand"), is_new=False, note=_("There is no Wagtail site yet. Make one and run this again.")
        )
    name = getattr(django_settings, "WAGTAIL_SITE_NAME", "") or site.site_name or _("Community")
    row, is_new = models.BrandSettings.objects.get_or_create(site=site, defaults={"name": name[:80]})
    return Step(_("Brand “%(name)s”") % {"name": row.name}, is_new)


def _directory() -> Step:
    what = _("Directory of partners")
    page_type = getattr(models, "PartnerIndexPage", None)
    site = _site()
    if page_type is None:
        note = _("This site has a base page of its own: make the directory with your own page type.")
        return Step(what, is_new=False, note=note)
    if site is None:
        return Step(what, is_new=False)
    root = site.root_page
    if page_type.objects.descendant_of(root, inclusive=True).exists():
        return Step(what, is_new=False)
    page = page_type(
        title=_("Partners"), slug=_free_slug(root), lead=_("Find people near you who have done it before.")
    )
    root.specific.add_child(instance=page)
    return Step(_("Directory of partners at %(path)s") % {"path": page.get_url()}, is_new=True)


def _free_slug(root) -> str:
    taken = set(root.get_children().values_list("slug", flat=True))
    return next(
        slug
        for slug in ("partners", "community-partners", "channel-partners", "partner-pages")
        if slug not in taken
    )


def _rights() -> Step:
    group = Group.objects.get(name=MANAGERS_GROUP)
    return Step(_("Rights of “%(name)s” in the admin") % {"name": group.name}, grant_managers(group))


def _site() -> Site | None:
    return (
        Site.objects.filter(is_default_site=True).select_related("root_page").first() or Site.objects.first()
    )
