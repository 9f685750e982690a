"""Rows of the page that shows a partner's people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from channel_community.members.cards import initials
from channel_community.members.viewer import Viewer
from channel_community.partners.invitations.permissions import can_appoint, can_manage_people
from channel_community.partners.invitations.queries import is_expired, mail_of, staff_of
from channel_community.partners.models import Invitation, Partner


@dataclass(frozen=True)
class StaffRow:
    """Somebody on the staff. `remove_url` is empty where the place is not the viewer's to take away."""

    name: str
    email: str
    role: str
    role_label: str
    url: str
    avatar_url: str
    initials: str
    since: datetime
    is_self: bool
    remove_url: str


@dataclass(frozen=True)
class OpenRow:
    """An invitation that waits. The addresses are empty where it is not the viewer's to change."""

    email: str
    role: str
    role_label: str
    inviter_name: str
    sent_at: datetime | None
    expires_at: datetime
    is_expired: bool
    resend_url: str
    revoke_url: str


def people_url(viewer: Viewer, partner: Partner) -> str:
    """Where `viewer` looks after the partner's people; "" for others. No query."""
    if not can_manage_people(viewer, partner):
        return ""
    return reverse("channel_community:partner_staff", args=[partner.slug])


def staff_rows(partner: Partner, viewer: Viewer) -> list[StaffRow]:
    """The staff, administrators first. One query."""
    return [_staff_row(partner, place, viewer) for place in staff_of(partner)]


def open_rows(partner: Partner, found: Iterable[Invitation], viewer: Viewer) -> list[OpenRow]:
    """Rows of these invitations. One query, that of `found`."""
    return [_open_row(partner, invitation, viewer) for invitation in found]


def _staff_row(partner: Partner, place, viewer: Viewer) -> StaffRow:
    member = place.member
    is_self = member.pk == viewer.member_id
    may_remove = is_self or can_appoint(viewer, partner.pk, place.role)
    return StaffRow(
        name=member.name,
        email=mail_of(member.user),
        role=place.role,
        role_label=place.get_role_display(),
        url=reverse("channel_community:member", args=[member.handle]),
        avatar_url=member.avatar.url if member.avatar else "",
        initials=initials(member.name),
        since=place.created_at,
        is_self=is_self,
        remove_url=reverse("channel_community:partner_staff_remove", args=[partner.slug, place.pk])
        if may_remove
        else "",
    )


def _open_row(partner: Partner, invitation: Invitation, viewer: Viewer) -> OpenRow:
    may_change = can_appoint(viewer, partner.pk, invitation.role)
    at = [partner.slug, invitation.pk]
    return OpenRow(
        email=invitation.email,
        role=invitation.role,
        role_label=invitation.get_role_display(),
        inviter_name=invitation.invited_by.name if invitation.invited_by else "",
        sent_at=invitation.sent_at,
        expires_at=invitation.expires_at,
        is_expired=is_expired(invitation),
        resend_url=reverse("channel_community:invitation_resend", args=at) if may_change else "",
        revoke_url=reverse("channel_community:invitation_revoke", args=at) if may_change else "",
    )
