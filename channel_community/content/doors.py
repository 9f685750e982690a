"""Wagtail's page privacy, told in words: which level opens a page, and who is let in.

Whether somebody may read a page is Wagtail's decision alone. This module only explains it, before the click
on lists, and after it instead of a sign-in page that sends a signed-in person round in circles.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction

from channel_community.content.pages import CommunityShellMixin
from channel_community.members.viewer import Viewer
from channel_community.permissions import Role
from channel_community.reputation.models import Level
from channel_community.shell import page_context, request_viewer

TEMPLATE = "channel_community/errors/closed_door.html"


@dataclass(frozen=True)
class Door:
    """One restriction as a viewer meets it. `levels` are those that open it, lowest first."""

    is_open: bool
    levels: tuple[Level, ...] = ()

    @property
    def label(self) -> str:
        """What stands on the door: "" when it is open or when no level opens it."""
        if self.is_open or not self.levels:
            return ""
        return _("Opens at the level “%(level)s”") % {"level": self.levels[0].name}


def doors_below(path: str, viewer: Viewer) -> dict[str, Door]:
    """The doors of the pages below tree path `path`, by tree path; at most two queries."""
    rows = PageViewRestriction.objects.filter(page__path__startswith=path).exclude(page__path=path)
    return _doors(rows, viewer)


def doors_around(path: str, viewer: Viewer) -> dict[str, Door]:
    """The doors of the page at tree path `path`, of those above and of those below; at most two queries."""
    above = [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]
    rows = PageViewRestriction.objects.filter(Q(page__path__in=above) | Q(page__path__startswith=path))
    return _doors(rows, viewer)


def door_of(page, viewer: Viewer) -> Door:
    """The first door between `viewer` and the page that is closed to them; an open one when none is."""
    closed = [door for door in _doors(page.get_view_restrictions(), viewer).values() if not door.is_open]
    return closed[0] if closed else Door(is_open=True)


def closed_door(page, request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """`response`, unless it sends to sign-in somebody for whom words are the better answer.

    That is everybody before a page that a level opens, and before our own pages those who are signed in.
    """
    if not _leads_to_sign_in(response):
        return response
    viewer = request_viewer(request)
    door = door_of(page, viewer)
    is_ours = isinstance(page, CommunityShellMixin)
    if door.is_open or not (door.levels or (is_ours and viewer.is_signed_in)):
        return response
    return _render(page, request, door, partner=page.community_partner if is_ours else None)


def _render(page, request: HttpRequest, door: Door, partner) -> HttpResponse:
    context = page_context(
        request,
        partner=partner,
        title=_("“%(title)s” is not open yet") % {"title": page.title} if door.levels else "",
        what_opens_it=_what_opens(door),
    )
    answer = render(request, TEMPLATE, context, status=403)
    add_never_cache_headers(answer)
    return answer


def _what_opens(door: Door) -> str:
    if not door.levels:
        return _("This page is for one group of people. Whoever keeps this site can add you to it.")
    level = door.levels[0]
    return _(
        "It opens with the level “%(level)s”, at %(points)d points. You earn them by helping others: "
        "an answer that is accepted, a word that helped."
    ) % {"level": level.name, "points": level.threshold}


def _doors(restrictions, viewer: Viewer) -> dict[str, Door]:
    rows = restrictions.select_related("page").prefetch_related("groups__community_level").order_by("pk")
    return {row.page.path: _door(row, viewer) for row in rows}


def _door(restriction: PageViewRestriction, viewer: Viewer) -> Door:
    if restriction.restriction_type == PageViewRestriction.LOGIN:
        return Door(is_open=viewer.is_signed_in and not viewer.is_suspended)
    if restriction.restriction_type != PageViewRestriction.GROUPS:
        return Door(is_open=restriction.restriction_type == PageViewRestriction.NONE)
    groups = list(restriction.groups.all())
    levels = [group.community_level for group in groups if hasattr(group, "community_level")]
    is_open = Role.SUPERUSER in viewer.roles or any(group.pk in viewer.group_ids for group in groups)
    return Door(is_open=is_open, levels=tuple(sorted(levels, key=lambda level: level.rank)))


def _leads_to_sign_in(response: HttpResponse) -> bool:
    """Whether this is the redirect that Wagtail's privacy answers with."""
    from wagtail.wagtail_hooks import require_wagtail_login  # noqa: PLC0415 - needs Wagtail's models

    if response.status_code != 302:
        return False
    address = require_wagtail_login(next="/").headers["Location"].partition("?")[0]
    return resolve_url(response.headers["Location"]).partition("?")[0] == address
