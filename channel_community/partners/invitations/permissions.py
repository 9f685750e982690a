"""Who may invite people to a partner, and take its people away, read from the permission table."""

from __future__ import annotations

from channel_community.exceptions import Missing, Refused
from channel_community.members.enums import MembershipRole
from channel_community.members.viewer import Viewer
from channel_community.partners.enums import PartnerState
from channel_community.partners.models import Partner
from channel_community.partners.permissions import can_see
from channel_community.permissions import Answer, capability

EDITORS = capability("Invite or remove partner editors")
ADMINS = capability("Appoint partner admins")


def can_manage_people(viewer: Viewer, partner: Partner) -> bool:
    """Whether `viewer` looks after the partner's people: its administrator, or the brand."""
    return can_see(viewer, partner) and _may(viewer, EDITORS, partner.pk)


def can_appoint(viewer: Viewer, partner_id: int, role: str) -> bool:
    """Whether `viewer` may give and take that role there. Administrators are the brand's to appoint."""
    return _may(viewer, ADMINS if role == MembershipRole.ADMIN else EDITORS, partner_id)


def manages_any(viewer: Viewer) -> bool:
    """Whether there is any partner whose people are theirs to look after."""
    return viewer.is_manager or any(_may(viewer, EDITORS, pk) for pk in viewer.administered)


def require_people(viewer: Viewer, partner: Partner) -> None:
    """Raise Missing when the partner's people are not theirs to look after: the page is not for others."""
    if not can_manage_people(viewer, partner):
        raise Missing(f"No people of {partner.slug}.")


def require_appoint(viewer: Viewer, partner: Partner, role: str) -> None:
    """Raise Refused when the role is not theirs to give or to take."""
    if not can_appoint(viewer, partner.pk, role):
        raise Refused(f"{viewer.handle} may not appoint {role}.")


def is_open(partner: Partner) -> bool:
    """Whether anybody can join the partner now."""
    return partner.state == PartnerState.ACTIVE


def _may(viewer: Viewer, name: str, partner_id: int) -> bool:
    return viewer.may(name, viewer.relation(partner_id=partner_id)) is Answer.ALLOWED
