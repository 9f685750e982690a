"""What must hold before an invitation is made or accepted; each refusal says what to do."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from channel_community.exceptions import Conflict, Invalid, Refused
from channel_community.members.enums import MembershipRole
from channel_community.members.models import Member
from channel_community.partners.enums import InvitationState, PartnerState
from channel_community.partners.invitations import tokens
from channel_community.partners.invitations.queries import is_expired, mail_of
from channel_community.partners.models import Invitation, Partner

#: What one can be invited to. Moderators are appointed by the brand.
ROLES = (MembershipRole.EDITOR, MembershipRole.ADMIN, MembershipRole.CUSTOMER)


def clean_address(email: str) -> str:
    """The address as it is kept, in small letters; raises Invalid for what cannot be one."""
    email = str(email or "").strip().lower()
    try:
        return Invitation._meta.get_field("email").clean(email, None)
    except ValidationError:
        _refuse_field("email", _("Write one mail address, such as ana@example.com."))


def clean_role(role: str) -> MembershipRole:
    """The role as one of ROLES; raises Invalid for any other."""
    if role not in ROLES:
        _refuse_field("role", _("Choose what to invite them to: editor, administrator or customer."))
    return MembershipRole(role)


def require_newest(invitation: Invitation, nonce: str) -> None:
    """Raise Conflict for the link of an earlier sending."""
    if not tokens.is_newest(invitation, nonce):
        words = _("A newer mail has replaced this link. Use the link in the last mail that we sent you.")
        raise Conflict(words, code="replaced")


def require_open(invitation: Invitation) -> None:
    """Raise Conflict, saying what to do, for an invitation that can no longer be accepted."""
    require_pending(invitation)
    require_active(invitation.partner)
    if is_expired(invitation):
        words = _("The time of this invitation is over. Ask %(partner)s to send it again.")
        raise Conflict(words % {"partner": invitation.partner.name}, code="expired")


def require_pending(invitation: Invitation) -> None:
    """Raise Conflict for an invitation that has been accepted or taken back."""
    words = {
        InvitationState.ACCEPTED: _("This invitation has been accepted; each is for one use."),
        InvitationState.REVOKED: _("This invitation was taken back. Ask %(partner)s for a new one."),
    }.get(InvitationState(invitation.state))
    if words:
        raise Conflict(words % {"partner": invitation.partner.name}, code=invitation.state)


def require_active(partner: Partner) -> None:
    """Raise Conflict when nobody can join the partner now."""
    # Read again: the caller's row may be older than a suspension.
    if not Partner.objects.filter(pk=partner.pk, state=PartnerState.ACTIVE).exists():
        words = _("%(partner)s is not active at the moment. Nobody can join until the brand reactivates it.")
        raise Conflict(words % {"partner": partner.name}, code="partner_closed")


def require_addressee(invitation: Invitation, member: Member) -> None:
    """Raise Refused when the invitation is for another address, or the member is suspended."""
    if member.user is None or mail_of(member.user).strip().lower() != invitation.email:
        words = _("This invitation is for %(email)s. Sign in with that address, or ask for one to yours.")
        raise Refused(words % {"email": invitation.email}, code="other_address")
    if member.suspended_until and member.suspended_until > timezone.now():
        raise Refused(_("Your account is suspended. You can join when that is over."), code="suspended")


def _refuse_field(name: str, words: str):
    raise Invalid(words, errors={name: [words]})
