"""Whose the admin is for this request: the space that partner staff are confined to."""

from __future__ import annotations

from dataclasses import dataclass

import swapper
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from channel_community.content.tree import below, front_paths
from channel_community.members.enums import MembershipRole
from channel_community.members.models import Membership
from channel_community.members.viewer import Viewer, viewer_for_user
from channel_community.partners.enums import PartnerState
from channel_community.partners.models import Partner
from channel_community.partners.queries import partners_staffed_by
from channel_community.shell import request_viewer

_STAFF = (MembershipRole.EDITOR, MembershipRole.ADMIN)
#: How many characters of a tree path name one step.
_STEP = 4


@dataclass(frozen=True)
class Space:
    """What somebody confined may touch: pages and collections by their place in the tree, partners by id.

    `partner_ids` are the active partners they serve. None of them active: the space is closed.
    """

    user_id: int
    partner_ids: frozenset[int]
    group_ids: frozenset[int]
    page_paths: tuple[str, ...]
    collection_paths: tuple[str, ...]
    names: tuple[str, ...] = ()

    @property
    def is_closed(self) -> bool:
        return not self.partner_ids

    def inside(self, paths: tuple[str, ...], lookup: str = "path") -> Q:
        """A condition: the place `lookup` is one of `paths` or below. No path, no row."""
        return below(paths, lookup)

    def pages(self) -> QuerySet:
        """Their partners' pages, of every type."""
        page_model = swapper.load_model("wagtailcore", "Page")
        return page_model.objects.filter(self.inside(self.page_paths))

    def way_paths(self) -> list[str]:
        """The places on the way from the root of the tree to their pages."""
        return [path[:end] for path in self.page_paths for end in range(_STEP, len(path), _STEP)]


def space_of(request: HttpRequest) -> Space | None:
    """The space the person behind `request` is confined to, looked up once; None: they are not confined."""
    if not hasattr(request, "_community_space"):
        user = getattr(request, "user", None)
        request._community_space = (
            None if user is None or _is_free(user) else _space(user, request_viewer(request))
        )
    return request._community_space


def space_of_user(user) -> Space | None:
    """The same without a request, for forms."""
    return None if user is None or _is_free(user) else _space(user, viewer_for_user(user))


def _is_free(user) -> bool:
    return not user.is_authenticated or not user.is_active or user.is_superuser


def _space(user, viewer: Viewer) -> Space | None:
    if viewer.is_manager:
        return None
    served = _served(user, viewer)
    if not served:
        return None
    partners = list(Partner.objects.filter(pk__in=served).select_related("collection"))
    active = [partner for partner in partners if partner.state == PartnerState.ACTIVE]
    ids = frozenset() if viewer.is_suspended else frozenset(partner.pk for partner in active)
    return Space(
        user_id=user.pk,
        partner_ids=ids,
        group_ids=_groups(active),
        page_paths=front_paths(ids),
        collection_paths=tuple(partner.collection.path for partner in active if partner.collection_id),
        names=tuple(partner.name for partner in partners),
    )


def _served(user, viewer: Viewer) -> frozenset[int]:
    """Partners they are staff of: by membership, also of a suspended member, or by a group put on by hand."""
    by_membership = viewer.served
    if viewer.is_suspended:
        places = Membership.objects.filter(member__user_id=user.pk, role__in=_STAFF)
        by_membership = frozenset(places.values_list("partner_id", flat=True))
    knows_groups = viewer.member is not None and not viewer.is_suspended
    groups = viewer.group_ids if knows_groups else set(user.groups.values_list("pk", flat=True))
    if not groups:
        return by_membership
    return by_membership | frozenset(partners_staffed_by(groups).values_list("pk", flat=True))


def _groups(partners: list[Partner]) -> frozenset[int]:
    """Groups they may name in a privacy setting, beside those of the levels."""
    groups = (
        group
        for partner in partners
        for group in (partner.editors_group_id, partner.admins_group_id, partner.customers_group_id)
    )
    return frozenset(group for group in groups if group)
