"""Changes to invitations: made, sent again, taken back, accepted."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from channel_community.conf import settings
from channel_community.events.record import record
from channel_community.exceptions import Conflict, Invalid, Missing, Refused
from channel_community.members.actions import membership_add
from channel_community.members.enums import MembershipRole
from channel_community.members.models import Member
from channel_community.partners.enums import InvitationState, PartnerState
from channel_community.partners.invitations import tokens
from channel_community.partners.invitations.event_types import (
    ACCEPTED,
    CREATED,
    REVOKED,
    SENT,
    InvitationFact,
)
from channel_community.partners.invitations.queries import is_expired, is_in_role, mail_of
from channel_community.partners.models import Invitation, Partner

#: What one can be invited to. Moderators are appointed by the brand.
ROLES = (MembershipRole.EDITOR, MembershipRole.ADMIN, MembershipRole.CUSTOMER)


@transaction.atomic
def invitation_create(*, partner: Partner, email: str, role: MembershipRole | str, actor=None) -> Invitation:
    """Invite the person behind `email` to `role` in `partner`, by mail; `actor` is the member who invites.

    An invitation that still waits is sent again instead. Raises Invalid by field for a bad address or role,
    and Conflict when they are there already or the partner is not active.
    """
    email = clean_address(email=email)
    if role not in ROLES:
        _refuse_field("role", _("Choose what to invite them to: editor, administrator or customer."))
    role = MembershipRole(role)
    _require_active(partner)
    if is_in_role(partner, email, role):
        words = _("%(email)s is %(role)s of %(partner)s already.")
        raise Conflict(words % {"email": email, "role": role.label, "partner": partner.name}, code="member")
    waiting = _waiting(partner, email, role)
    if waiting is None:
        try:
            with transaction.atomic():
                return _make(partner, email, role, actor)
        except IntegrityError:  # another request was first
            waiting = _waiting(partner, email, role)
    return invitation_resend(invitation=waiting, actor=actor)


@transaction.atomic
def invitation_resend(*, invitation: Invitation, actor=None) -> Invitation:
    """Send a new link with the full time to answer; the links sent before open no more."""
    invitation = _locked(invitation.pk)
    _require_pending(invitation)
    _require_active(invitation.partner)
    _send(invitation, actor)
    return invitation


@transaction.atomic
def invitation_revoke(*, invitation: Invitation, actor=None) -> Invitation:
    """Take the invitation back: its link opens no more. Twice is once; an accepted one raises Conflict."""
    invitation = _locked(invitation.pk)
    if invitation.state != InvitationState.REVOKED:
        _require_pending(invitation)
        invitation.state = InvitationState.REVOKED
        invitation.closed_at = timezone.now()
        invitation.save(update_fields=["state", "closed_at"])
        _record(REVOKED, invitation, actor)
    return invitation


@transaction.atomic
def invitation_accept(*, token: str, member: Member) -> Invitation:
    """Give `member` the place that `token` is for; the same member twice is once, and adds nothing.

    Raises Missing for a token that is none, Refused when the invitation is for another address or the member
    is suspended, and Conflict when it is used, taken back, over or the partner is not active.
    """
    pk, nonce = tokens.read(token)
    invitation = _locked(pk)
    require_newest(invitation=invitation, nonce=nonce)
    if invitation.state == InvitationState.ACCEPTED and invitation.accepted_by_id == member.pk:
        return invitation
    require_open(invitation=invitation)
    _require_addressee(invitation, member)
    membership_add(member=member, partner=invitation.partner, role=invitation.role)
    invitation.state = InvitationState.ACCEPTED
    invitation.accepted_by = member
    invitation.closed_at = timezone.now()
    invitation.save(update_fields=["state", "accepted_by", "closed_at"])
    _record(ACCEPTED, invitation, member, subject=member)
    return invitation


def clean_address(*, email: str) -> str:
    """The address as it is kept, in small letters; raises Invalid for what cannot be one."""
    email = str(email or "").strip().lower()
    try:
        return Invitation._meta.get_field("email").clean(email, None)
    except ValidationError:
        _refuse_field("email", _("Write one mail address, such as ana@example.com."))


def require_newest(*, invitation: Invitation, nonce: str) -> None:
    """Raise Conflict for the link of an earlier sending."""
    if not tokens.is_newest(invitation, nonce):
        words = _("A newer mail has replaced this link. Use the link in the last mail that we sent you.")
        raise Conflict(words, code="replaced")


def require_open(*, invitation: Invitation) -> None:
    """Raise Conflict, saying what to do, for an invitation that can no longer be accepted."""
    _require_pending(invitation)
    _require_active(invitation.partner)
    if is_expired(invitation):
        words = _("The time of this invitation is over. Ask %(partner)s to send it again.")
        raise Conflict(words % {"partner": invitation.partner.name}, code="expired")


def _require_pending(invitation: Invitation) -> None:
    words = {
        InvitationState.ACCEPTED: _("This invitation has been accepted; each is for one use."),
        InvitationState.REVOKED: _("This invitation was taken back. Ask %(partner)s for a new one."),
    }.get(InvitationState(invitation.state))
    if words:
        raise Conflict(words % {"partner": invitation.partner.name}, code=invitation.state)


def _require_active(partner: Partner) -> None:
    # Read again: the caller's row may be older than a suspension.
    if not Partner.objects.filter(pk=partner.pk, state=PartnerState.ACTIVE).exists():
        words = _("%(partner)s is not active at the moment. Nobody can join until the brand reactivates it.")
        raise Conflict(words % {"partner": partner.name}, code="partner_closed")


def _require_addressee(invitation: Invitation, member: Member) -> None:
    if member.user is None or mail_of(member.user).strip().lower() != invitation.email:
        words = _("This invitation is for %(email)s. Sign in with that address, or ask for one to yours.")
        raise Refused(words % {"email": invitation.email}, code="other_address")
    if member.suspended_until and member.suspended_until > timezone.now():
        raise Refused(_("Your account is suspended. You can join when that is over."), code="suspended")


def _locked(pk: int) -> Invitation:
    found = Invitation.objects.select_for_update(of=("self",)).select_related("partner").filter(pk=pk).first()
    if found is None:
        raise Missing(_("This invitation is no longer there. Ask for a new one."))
    return found


def _waiting(partner: Partner, email: str, role: str) -> Invitation | None:
    waiting = Invitation.objects.filter(state=InvitationState.PENDING)
    return waiting.filter(partner=partner, email=email, role=role).first()


def _make(partner: Partner, email: str, role: str, actor) -> Invitation:
    invitation = Invitation(partner=partner, email=email, role=role, invited_by=actor)
    invitation.nonce, invitation.expires_at = tokens.new_nonce(), _end()
    invitation.save()
    _record(CREATED, invitation, actor)
    _send(invitation, actor)
    return invitation


def _send(invitation: Invitation, actor) -> None:
    """Note the sending; the mail itself is made of it once this is committed."""
    invitation.nonce, invitation.expires_at = tokens.new_nonce(), _end()
    invitation.sent_at = timezone.now()
    invitation.sent_count += 1
    invitation.save(update_fields=["nonce", "expires_at", "sent_at", "sent_count"])
    _record(SENT, invitation, actor)


def _end():
    return timezone.now() + timedelta(days=settings.INVITATION_DAYS)


def _record(fact, invitation: Invitation, actor, subject=None) -> None:
    payload = InvitationFact(
        invitation_id=invitation.pk,
        partner_id=invitation.partner_id,
        role=invitation.role,
        sending=invitation.sent_count,
    )
    record(fact, payload=payload, actor=actor, subject=subject, partner=invitation.partner, obj=invitation)


def _refuse_field(name: str, words: str):
    raise Invalid(words, errors={name: [words]})
