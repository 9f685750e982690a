"""What invitations do on their own events: one mail for each sending."""

from __future__ import annotations

from channel_community.events.models import Event
from channel_community.events.registry import subscribe
from channel_community.partners.enums import InvitationState, PartnerState
from channel_community.partners.invitations import letter
from channel_community.partners.invitations.event_types import SENT
from channel_community.partners.models import Invitation


@subscribe("partners.invitation_mail", SENT.name)
def send_invitation_mail(event: Event) -> None:
    """The mail of this sending; none when a later one, an answer or a suspension has overtaken it."""
    facts = event.payload
    waiting = Invitation.objects.filter(pk=facts["invitation_id"], sent_count=facts["sending"])
    waiting = waiting.filter(state=InvitationState.PENDING, partner__state=PartnerState.ACTIVE)
    invitation = waiting.select_related("partner__site", "invited_by").first()
    if invitation:
        letter.send(invitation)
