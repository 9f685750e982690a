"""What a community needs before the first visitor: groups, levels, boards, the directory, the brand.

Everything is made only where it is missing, so it may run with every deployment.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings as django_settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from channel_community import models
from channel_community.members.enums import MANAGERS_GROUP, MODERATORS_GROUP
from channel_community.onboarding.actions import ensure_space
from channel_community.onboarding.approval import workflow_ensure
from channel_community.onboarding.pages import default_site, directory_ensure
from channel_community.partners.models import Partner
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
    return [*_groups(), _levels(), *_boards(), _brand(), _directory(), _workflow(), _rights(), *_spaces()]


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
    site = default_site()
    if site is None:
        return Step(
            _("Brand"), is_new=False, note=_("There is no Wagtail site yet. Make one and run this again.")
        )
    name = getattr(django_settings, "WAGTAIL_SITE_NAME", "") or site.site_name or _("Community")
    row, is_new = models.BrandSettings.objects.get_or_create(site=site, defaults={"name": name[:80]})
    return Step(_("Brand “%(name)s”") % {"name": row.name}, is_new)


def _directory() -> Step:
    what, site = _("Directory of partners"), default_site()
    if site is None:
        return Step(what, is_new=False)
    page, is_new = directory_ensure(site=site)
    if page is None:
        note = _("This site has a base page of its own: make the directory with your own page type.")
        return Step(what, is_new=False, note=note)
    if not is_new:
        return Step(what, is_new=False)
    return Step(_("Directory of partners at %(path)s") % {"path": page.get_url()}, is_new=True)


def _workflow() -> Step:
    workflow, is_new = workflow_ensure()
    return Step(_("Workflow “%(name)s”") % {"name": workflow.name}, is_new)


def _spaces() -> Iterator[Step]:
    """Groups, collection, page and rights of partners that were made before there was an onboarding."""
    without = Q(editors_group=None) | Q(admins_group=None) | Q(customers_group=None) | Q(collection=None)
    for partner in Partner.objects.filter(without).order_by("pk"):
        ensure_space(partner=partner)
        yield Step(_("Space of “%(name)s”") % {"name": partner.name}, is_new=True)


def _rights() -> Step:
    group = Group.objects.get(name=MANAGERS_GROUP)
    return Step(_("Rights of “%(name)s” in the admin") % {"name": group.name}, grant_managers(group))
