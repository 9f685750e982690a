"""Facts about invitations and staff. They name no address: the log outlives them."""

from __future__ import annotations

from dataclasses import dataclass

from channel_community.events.registry import EventType, register_event


@dataclass(frozen=True)
class InvitationFact:
    """An invitation to a role in a partner. `sending` counts how often it was sent by then."""

    invitation_id: int
    partner_id: int
    role: str
    sending: int = 0


@dataclass(frozen=True)
class StaffFact:
    """A place in a partner's staff that was taken away."""

    partner_id: int
    member_id: int
    role: str


CREATED = register_event(EventType("partners.invitation.created", InvitationFact))
SENT = register_event(EventType("partners.invitation.sent", InvitationFact))
ACCEPTED = register_event(EventType("partners.invitation.accepted", InvitationFact))
REVOKED = register_event(EventType("partners.invitation.revoked", InvitationFact))
STAFF_REMOVED = register_event(EventType("partners.staff.removed", StaffFact))
