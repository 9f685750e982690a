"""Reads of partners."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from channel_community.members.viewer import Viewer
from channel_community.partners.enums import PartnerState
from channel_community.partners.models import Partner


def partners_active() -> QuerySet[Partner]:
    """Partners that are part of the network today, by name."""
    return Partner.objects.filter(state=PartnerState.ACTIVE).order_by("name", "pk")


def partners_visible_to(viewer: Viewer) -> QuerySet[Partner]:
    """Partners whose space `viewer` may open: all but the suspended ones, which only the brand sees."""
    partners = Partner.objects.order_by("name", "pk")
    return partners if viewer.is_manager else partners.exclude(state=PartnerState.SUSPENDED)


def partners_staffed_by(groups) -> QuerySet[Partner]:
    """Partners whose editors' or administrators' group is one of `groups` (keys, or a query for them)."""
    return Partner.objects.filter(Q(editors_group__in=groups) | Q(admins_group__in=groups))


def departed_name(partner: Partner | None) -> str:
    """The partner's name if it has left, for the notice on what it left behind; else ""."""
    return partner.name if partner is not None and partner.state == PartnerState.LEFT else ""
