"""Changes to profiles and memberships."""

from __future__ import annotations

import secrets

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from channel_community import sanitize
from channel_community.members.changes import membership_changed
from channel_community.members.enums import MembershipRole, PublicRole
from channel_community.members.models import Member, Membership


def member_ensure(*, user) -> Member:
    """The member behind `user`, made on first need from the user's own name."""
    found = Member.objects.filter(user=user).first()
    if found:
        return found
    draft = member_draft(user=user)
    for handle in (draft.handle, *(f"{draft.handle}-{secrets.token_hex(3)}" for _try in range(5))):
        try:
            with transaction.atomic():
                return Member.objects.create(user=user, handle=handle, name=draft.name)
        except IntegrityError:  # the handle is taken, or another request was first
            found = Member.objects.filter(user=user).first()
            if found:
                return found
    raise RuntimeError(f"No free handle for user {user.pk}.")


def member_draft(*, user) -> Member:
    """The profile that `member_ensure` would make, not saved."""
    return Member(user=user, handle=_handle_of(user), name=_name_of(user))


def _name_of(user) -> str:
    """The name a profile begins with; of a mail address no more than what stands before the @."""
    full = user.get_full_name() if hasattr(user, "get_full_name") else ""
    name = sanitize.one_line(str(full)) or sanitize.one_line(str(user.get_username()).partition("@")[0])
    return name[:80].strip() or _("Member")


def _handle_of(user) -> str:
    """The handle a profile begins with, as `validate_handle` wants it."""
    words = slugify(str(user.get_username()).partition("@")[0]).replace("_", "-")
    return words[:32].strip("-") or "member"


@transaction.atomic
def membership_add(*, member: Member, partner, role: MembershipRole | str) -> Membership:
    """Give `member` a place in `partner`; the same place twice is one. Staff roles show beside the name."""
    membership, _created = Membership.objects.get_or_create(member=member, partner=partner, role=role)
    if role in {MembershipRole.EDITOR, MembershipRole.ADMIN} and member.public_role == PublicRole.NONE:
        member.public_role = PublicRole.PARTNER
        member.public_partner = partner
        member.save(update_fields=["public_role", "public_partner"])
    membership_changed.send(Membership, member=member, partner=partner, role=role, is_held=True)
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
    membership_changed.send(Membership, member=member, partner=partner, role=role, is_held=False)


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
