"""Changes to invitations: made, sent again, taken back, accepted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from channel_community.conf import settings
from channel_community.events.record import record
from channel_community.exceptions import Conflict, Invalid, Missing, Refused
from channel_community.members.actions import member_ensure, membership_add, membership_remove, profile_update
from channel_community.members.enums import MembershipRole
from channel_community.members.models import Member, Membership
from channel_community.partners.enums import InvitationState
from channel_community.partners.invitations import accounts, rules, tokens
from channel_community.partners.invitations.event_types import (
    ACCEPTED,
    CREATED,
    REVOKED,
    SENT,
    STAFF_REMOVED,
    InvitationFact,
    StaffFact,
)
from channel_community.partners.invitations.queries import is_in_role, users_with
from channel_community.partners.models import Invitation, Partner


@transaction.atomic
def invitation_create(*, partner: Partner, email: str, role: MembershipRole | str, actor=None) -> Invitation:
    """Invite the person behind `email` to `role` in `partner`, by mail; `actor` is the member who invites.

    An invitation that still waits is sent again instead. Raises Invalid by field for a bad address or role,
    and Conflict when they are there already or the partner is not active.
    """
    email = rules.clean_address(email)
    role = rules.clean_role(role)
    rules.require_active(partner)
    if is_in_role(partner, email, role):
        words = _("%(email)s is %(role)s of %(partner)s already.")
        raise Conflict(words % {"email": email, "role": role.label, "partner": partner.name}, code="member")
    waiting = _waiting(partner, email, role)
    if waiting is None:
        try:
            with transaction.atomic():
                return _make(partner, email, role, actor)
        except IntegrityError as error:  # another request was first
            waiting = _waiting(partner, email, role)
            if waiting is None:
                raise Conflict(_("Somebody else has just invited them. Look at the list again.")) from error
    return invitation_resend(invitation=waiting, actor=actor)


@transaction.atomic
def invitations_create(*, partner: Partner, emails: Iterable[str], role: str, actor=None) -> list[Invitation]:
    """Invite several people to one role. One address that cannot be invited means that none is.

    Raises Invalid with what is wrong with each, under `emails`.
    """
    made, problems = [], []
    for email in sorted({email.strip().lower() for email in emails}):  # the order keeps deadlocks away
        try:
            made.append(invitation_create(partner=partner, email=email, role=role, actor=actor))
        except Conflict as error:
            if error.code != "member":
                raise
            problems.append(str(error.detail))
        except Invalid as error:
            if "email" not in error.errors:
                raise
            problems.append(_("“%(text)s” is no mail address.") % {"text": email[:80]})
    if problems:
        raise Invalid(" ".join(problems), errors={"emails": problems})
    return made


@transaction.atomic
def invitation_resend(*, invitation: Invitation, actor=None) -> Invitation:
    """Send a new link with the full time to answer; the links sent before open no more."""
    invitation = _locked(invitation.pk)
    rules.require_pending(invitation)
    rules.require_active(invitation.partner)
    _send(invitation, actor)
    return invitation


@transaction.atomic
def invitation_revoke(*, invitation: Invitation, actor=None) -> Invitation:
    """Take the invitation back: its link opens no more. Twice is once; an accepted one raises Conflict."""
    invitation = _locked(invitation.pk)
    if invitation.state != InvitationState.REVOKED:
        rules.require_pending(invitation)
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
    rules.require_newest(invitation, nonce)
    if invitation.state == InvitationState.ACCEPTED and invitation.accepted_by_id == member.pk:
        return invitation
    rules.require_open(invitation)
    rules.require_addressee(invitation, member)
    membership_add(member=member, partner=invitation.partner, role=invitation.role)
    invitation.state = InvitationState.ACCEPTED
    invitation.accepted_by = member
    invitation.closed_at = timezone.now()
    invitation.save(update_fields=["state", "accepted_by", "closed_at"])
    _record(ACCEPTED, invitation, member, subject=member)
    return invitation


@transaction.atomic
def invitation_join(*, token: str, name: str, password: str) -> Invitation:
    """Make the account that the invitation is for, and accept with it. `accepted_by` is its member.

    The link came by mail, so the address is proven. Raises Invalid by field for a password that is too weak,
    and Conflict where there is an account with the address, beside what `invitation_accept` raises.
    """
    pk, nonce = tokens.read(token)
    invitation = _locked(pk)
    rules.require_newest(invitation, nonce)
    rules.require_open(invitation)
    if not accounts.can_open():
        raise Refused(_("Accounts are not made on this page. Create one first, then come back."))
    if users_with(invitation.email).exists():
        raise Conflict(_("There is an account with this address. Sign in to join."), code="has_account")
    user = _open_account(invitation.email, name, password)
    member = profile_update(member=member_ensure(user=user), name=name)
    return invitation_accept(token=token, member=member)


@transaction.atomic
def staff_remove(*, partner: Partner, member: Member, role: MembershipRole | str, actor=None) -> None:
    """Take a place in the partner's staff away; a place that is gone already is no fault.

    Raises Conflict for administrators who would leave the partner without one by removing themselves.
    """
    partner = Partner.objects.select_for_update().get(pk=partner.pk)  # two at once would both find the other
    places = Membership.objects.filter(partner=partner, role=role)
    if not places.filter(member=member).exists():
        return
    is_last = not places.exclude(member=member).exists()
    if role == MembershipRole.ADMIN and is_last and actor is not None and actor.pk == member.pk:
        words = _(
            "You are the only administrator of %(partner)s. Ask the brand to appoint another one first."
        )
        raise Conflict(words % {"partner": partner.name}, code="last_admin")
    membership_remove(member=member, partner=partner, role=role)
    fact = StaffFact(partner_id=partner.pk, member_id=member.pk, role=str(role))
    record(STAFF_REMOVED, payload=fact, actor=actor, subject=member, partner=partner, obj=partner)


def _open_account(email: str, name: str, password: str):
    try:
        validate_password(password, accounts.draft(email=email, name=name))
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), errors={"password": error.messages}) from error
    try:
        with transaction.atomic():
            return accounts.open_account(email=email, name=name, password=password)
    except IntegrityError as error:  # another request was first
        raise Conflict(
            _("The account was made a moment ago. Sign in to join."), code="has_account"
        ) from error


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
