"""Wagtail's page privacy, told in words: what opens a page, and who is let in.

Whether somebody may read a page is Wagtail's decision alone. This module only explains it, before the click
on lists, and after it instead of a sign-in page that sends a signed-in person round in circles.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from wagtail.models import BaseViewRestriction, Page, PageViewRestriction

from channel_community.content import door_words as words
from channel_community.content.pages import CommunityShellMixin
from channel_community.members.viewer import Viewer
from channel_community.partners.branding import branding_of
from channel_community.partners.enums import PartnerState
from channel_community.partners.models import Partner
from channel_community.permissions import Role
from channel_community.reputation.models import Level
from channel_community.shell import page_context, request_viewer

TEMPLATE = "channel_community/errors/closed_door.html"


@dataclass(frozen=True)
class Door:
    """One restriction as a viewer meets it.

    `levels` are those that open it, lowest first; `customers_of` are the partners whose customers it lets in.
    Any other group that may pass stays unnamed.
    """

    is_open: bool
    levels: tuple[Level, ...] = ()
    customers_of: tuple[Partner, ...] = ()
    asks_sign_in: bool = False

    @property
    def is_told(self) -> bool:
        """Whether those outside may know what opens it."""
        return not self.is_open and bool(self.levels or self.customers_of)

    @property
    def label(self) -> str:
        """What stands on the door in lists: "" when it is open, or when it is not for lists to tell."""
        return words.label(self.levels, self.customers_of) if self.is_told else ""

    @property
    def words(self) -> str:
        """What is said where the door itself is shown: "" only when it is open."""
        if self.is_open or self.is_told:
            return self.label
        return _("Sign in to read") if self.asks_sign_in else _("For one group of people")


def doors_below(path: str, viewer: Viewer) -> dict[str, Door]:
    """The doors of the pages below tree path `path`, by tree path; at most three queries."""
    rows = PageViewRestriction.objects.filter(page__path__startswith=path).exclude(page__path=path)
    return _doors(rows, viewer)


def doors_around(path: str, viewer: Viewer) -> dict[str, Door]:
    """The doors of the page at tree path `path`, of those above and of those below; at most three queries."""
    above = [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]
    rows = PageViewRestriction.objects.filter(Q(page__path__in=above) | Q(page__path__startswith=path))
    return _doors(rows, viewer)


def door_of(page, viewer: Viewer) -> Door:
    """The first door between `viewer` and the page that is closed to them; an open one when none is."""
    closed = [door for door in _doors(page.get_view_restrictions(), viewer).values() if not door.is_open]
    return closed[0] if closed else Door(is_open=True)


def closed_door(page, request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """`response`, unless it sends to sign-in somebody for whom words are the better answer.

    That is everybody before a page that a level or being a customer opens, and before our own pages those who
    are signed in.
    """
    if not _leads_to_sign_in(response):
        return response
    viewer = request_viewer(request)
    door = door_of(page, viewer)
    is_ours = isinstance(page, CommunityShellMixin)
    if door.is_open or not (door.is_told or (is_ours and viewer.is_signed_in)):
        return response
    partner = page.community_partner if is_ours else None
    return door_page(request, door, title=page.title, partner=partner)


def door_page(request: HttpRequest, door: Door, *, title: str, partner=None) -> HttpResponse:
    """The page that says what opens `door`. What is behind it is named only where lists name it too."""
    host = door.customers_of[0] if door.customers_of else None
    context = page_context(
        request,
        partner=partner or host,
        title=_("“%(title)s” is not open yet") % {"title": title} if door.is_told else "",
        what_opens_it=words.explanation(door.levels, door.customers_of),
        door_levels=door.levels,
        door_partner=branding_of(host),
        door_website=host.website if host else "",
    )
    answer = render(request, TEMPLATE, context, status=403)
    add_never_cache_headers(answer)
    return answer


def with_groups(restrictions: QuerySet) -> QuerySet:
    """`restrictions` with their groups, each with the level that it stands for: one more query."""
    groups = Group.objects.select_related("community_level")
    return restrictions.prefetch_related(Prefetch("groups", groups))


def doors(restrictions: Iterable[BaseViewRestriction], viewer: Viewer) -> list[Door]:
    """One door for each restriction, read by `with_groups`.

    One query, where groups that are no levels could be partners' customers.
    """
    rows = list(restrictions)
    others = {group.pk for row in rows for group in row.groups.all() if not hasattr(group, "community_level")}
    hosts = _customers(others) if others else {}
    return [_door(row, viewer, hosts) for row in rows]


def _customers(group_ids: set[int]) -> dict[int, Partner]:
    """The partners whose customers' group is among `group_ids`, by group; nobody hears of suspended ones."""
    partners = Partner.objects.exclude(state=PartnerState.SUSPENDED).filter(customers_group_id__in=group_ids)
    return {partner.customers_group_id: partner for partner in partners}


def _doors(restrictions, viewer: Viewer) -> dict[str, Door]:
    rows = list(with_groups(restrictions.select_related("page")).order_by("pk"))
    return {row.page.path: door for row, door in zip(rows, doors(rows, viewer), strict=True)}


def _door(restriction: BaseViewRestriction, viewer: Viewer, hosts: dict[int, Partner]) -> Door:
    kind = restriction.restriction_type
    if kind == BaseViewRestriction.LOGIN:
        return Door(
            is_open=viewer.is_signed_in and not viewer.is_suspended, asks_sign_in=not viewer.is_signed_in
        )
    if kind != BaseViewRestriction.GROUPS:
        return Door(is_open=kind == BaseViewRestriction.NONE)
    groups = list(restriction.groups.all())
    levels = [group.community_level for group in groups if hasattr(group, "community_level")]
    return Door(
        is_open=Role.SUPERUSER in viewer.roles or any(group.pk in viewer.group_ids for group in groups),
        levels=tuple(sorted(levels, key=lambda level: level.rank)),
        customers_of=tuple(hosts[group.pk] for group in groups if group.pk in hosts),
    )


def _leads_to_sign_in(response: HttpResponse) -> bool:
    """Whether this is the redirect that Wagtail's privacy answers with."""
    from wagtail.wagtail_hooks import require_wagtail_login  # noqa: PLC0415 - needs Wagtail's models

    if response.status_code != 302:
        return False
    address = require_wagtail_login(next="/").headers["Location"].partition("?")[0]
    return resolve_url(response.headers["Location"]).partition("?")[0] == address
