"""Who may read what threads stand under, and the boards that open it to nobody else."""

from __future__ import annotations

from django.db.models import QuerySet
from wagtail.models import Page, PageViewRestriction

from channel_community.content.doors import door_of
from channel_community.discussions.enums import Access
from channel_community.discussions.models import Board
from channel_community.members.viewer import Viewer
from channel_community.webinars import queries as webinars
from channel_community.webinars.models import Webinar


def is_readable(subject, viewer: Viewer) -> bool:
    """Whether `viewer` may read the object now.

    Pages: published, and no closed door on the way. Webinars: as their own pages decide. Any other model may
    offer `is_readable_by(viewer)`; one without it is taken to be open to everybody.
    """
    if isinstance(subject, Page):
        return subject.live and door_of(subject, viewer).is_open
    if isinstance(subject, Webinar):
        return webinars.visible_to(viewer).filter(pk=subject.pk).exists()
    return subject.is_readable_by(viewer) if hasattr(subject, "is_readable_by") else True


def is_restricted(subject) -> bool:
    """Whether Wagtail's privacy keeps the page from some people."""
    return isinstance(subject, Page) and _restrictions(subject).exists()


def boards_for(subject, boards: QuerySet[Board]) -> QuerySet[Board]:
    """Those of `boards` that show a thread about the object to nobody who may not read the object.

    A page for groups goes with boards for one of these groups. Nothing goes with a page behind a password or
    a sign-in alone, since no board is read by exactly those people.
    """
    if not is_restricted(subject):
        return boards
    let_in: set[int] | None = None
    for restriction in _restrictions(subject).prefetch_related("groups"):
        if restriction.restriction_type != PageViewRestriction.GROUPS:
            return boards.none()
        groups = {group.pk for group in restriction.groups.all()}
        let_in = groups if let_in is None else let_in & groups
    return boards.filter(access=Access.GROUP, group_id__in=let_in or ())


def _restrictions(page: Page) -> QuerySet[PageViewRestriction]:
    return page.get_view_restrictions().exclude(restriction_type=PageViewRestriction.NONE)
