"""Reads of invitations, and of the people of a partner."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from channel_community.exceptions import Missing
from channel_community.members.enums import MembershipRole
from channel_community.members.models import Membership
from channel_community.partners.enums import InvitationState
from channel_community.partners.invitations import tokens
from channel_community.partners.models import Invitation, Partner

#: Who works for a partner, the administrators first.
STAFF = (MembershipRole.ADMIN, MembershipRole.EDITOR)


def mail_of(user) -> str:
    """The user's mail address, whatever the site's user model calls it."""
    return getattr(user, user.get_email_field_name(), "") or ""


def users_with(email: str) -> QuerySet:
    """Users whose address this is, in capitals or not."""
    model = get_user_model()
    return model._default_manager.filter(**{f"{model.get_email_field_name()}__iexact": email})


def is_in_role(partner: Partner, email: str, role: str) -> bool:
    """Whether somebody with this address has that place in the partner already."""
    places = Membership.objects.filter(partner=partner, role=role)
    return places.filter(member__user__in=users_with(email)).exists()


def invitations_open(partner: Partner) -> QuerySet[Invitation]:
    """What waits for an answer, also where the time is over: the newest first."""
    waiting = Invitation.objects.filter(partner=partner, state=InvitationState.PENDING)
    return waiting.select_related("invited_by").order_by("-created_at", "-pk")


def staff_of(partner: Partner) -> QuerySet[Membership]:
    """The places of the partner's staff: administrators first, then by name."""
    rank = Case(When(role=MembershipRole.ADMIN, then=Value(0)), default=Value(1), output_field=IntegerField())
    places = Membership.objects.filter(partner=partner, role__in=STAFF, member__user__isnull=False)
    return places.select_related("member__user").order_by(rank, "member__name", "pk")


def is_expired(invitation: Invitation) -> bool:
    """Whether its time is over."""
    return invitation.expires_at <= timezone.now()


def invitation_behind(token: str) -> tuple[Invitation, str]:
    """The invitation that `token` names, with what its page shows, and the nonce; raises Missing."""
    pk, nonce = tokens.read(token)
    rows = Invitation.objects.select_related(
        "partner__brand_kit__logo_light", "partner__brand_kit__logo_dark", "invited_by", "accepted_by"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Missing(_("This invitation is no longer there. Ask for a new one."))
    return found, nonce
