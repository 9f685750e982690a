"""Changes to profiles and memberships."""

from __future__ import annotations

import secrets

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from channel_community.members.enums import MembershipRole, PublicRole
from channel_community.members.models import Member, Membership


def member_ensure(*, user) -> Member:
    """The member behind `user`, made on first need from the user's own name."""
    found = Member.objects.filter(user=user).first()
    if found:
        return found
    name = (user.get_full_name() if hasattr(user, "get_full_name") else "") or user.get_username()
    base = slugify(str(user.get_username()).partition("@")[0])[:32].strip("-") or "member"
    for handle in (base, *(f"{base}-{secrets.token_hex(3)}" for _ in range(5))):
        try:
            with transaction.atomic():
                return Member.objects.create(user=user, handle=handle, name=str(name).partition("@")[0][:80])
        except IntegrityError:  # the handle is taken, or another request was first
            found = Member.objects.filter(user=user).first()
            if found:
                return found
    raise RuntimeError(f"No free handle for user {user.pk}.")


@transaction.atomic
def membership_add(*, member: Member, partner, role: MembershipRole | str) -> Membership:
    """Give `member` a place in `partner`; the same place twice is one. Staff roles show beside the name."""
    membership, _created = Membership.objects.get_or_create(member=member, partner=partner, role=role)
    if role in {MembershipRole.EDITOR, MembershipRole.ADMIN} and member.public_role == PublicRole.NONE:
        member.public_role = PublicRole.PARTNER
        member.public_partner = partner
        member.save(update_fields=["public_role", "public_partner"])
    return membership


@transaction.atomic
def membership_remove(*, member: Member, partner, role: MembershipRole | str) -> None:
    """Take the place away; the public role goes with the last staff place in that partner."""
    Membership.objects.filter(member=member, partner=partner, role=role).delete()
    staff = Membership.objects.filter(
        member=member, partner=partner, role__in=[MembershipRole.EDITOR, MembershipRole.ADMIN]
    )
    if member.public_partner_id == partner.pk and not staff.exists():
        member.public_role = PublicRole.NONE
        member.public_partner = None
        member.save(update_fields=["public_role", "public_partner"])


@transaction.atomic
def profile_update(*, member: Member, **changes) -> Member:
    """Change what the member says of themselves; only profile fields are taken."""
    allowed = {"name", "headline", "bio", "timezone", "avatar", "expertise"}
    unknown = set(changes) - allowed
    if unknown:
        raise TypeError(f"profile_update does not take {sorted(unknown)}.")
    for name, value in changes.items():
        setattr(member, name, value)
    member.save(update_fields=sorted(changes))
    return member
