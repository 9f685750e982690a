"""A partner's three Django groups, in step with its memberships.

Wagtail's rights and privacy settings name groups, so a place in a partner is also a place in a group. Only
the community puts people in: whoever is added to such a group by hand is taken out by the next `groups_fill`.
"""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from channel_community.members.enums import MembershipRole
from channel_community.members.models import Member, Membership
from channel_community.partners.enums import PartnerState
from channel_community.partners.models import Partner

#: Column of the partner by the membership that its group holds.
COLUMNS = {
    MembershipRole.EDITOR: "editors_group",
    MembershipRole.ADMIN: "admins_group",
    MembershipRole.CUSTOMER: "customers_group",
}
STAFF = frozenset({MembershipRole.EDITOR, MembershipRole.ADMIN})
#: What the groups are called after the slug.
ENDINGS = {
    MembershipRole.EDITOR: "editors",
    MembershipRole.ADMIN: "administrators",
    MembershipRole.CUSTOMER: "customers",
}


def groups_ensure(*, partner: Partner) -> None:
    """Make the groups that are missing, call them after the partner's slug, and fill them."""
    for role, column in COLUMNS.items():
        group = getattr(partner, column)
        if group is None:
            group = Group.objects.create(name=_free_name(partner, role))
            setattr(partner, column, group)
        elif not _is_called_after(partner, role, group.name):
            group.name = _free_name(partner, role)
            group.save(update_fields=["name"])
    partner.save(update_fields=list(COLUMNS.values()))
    groups_fill(partner=partner)


def groups_fill(*, partner: Partner) -> None:
    """Put exactly those into each group who have the membership; staff of one that left have none."""
    for role, column in COLUMNS.items():
        group = getattr(partner, column)
        if group is not None:
            group.user_set.set(_users_of(partner, role))


def groups_follow(*, partner: Partner, member: Member) -> None:
    """Let one person's place in the groups follow the memberships they hold now."""
    if member.user_id is None:
        return
    # Read again: the caller's row may be older than the groups.
    fresh = Partner.objects.select_related(*COLUMNS.values()).get(pk=partner.pk)
    held = set(Membership.objects.filter(partner=fresh, member=member).values_list("role", flat=True))
    for role, column in COLUMNS.items():
        group = getattr(fresh, column)
        if group is None:
            continue
        if held & _roles_in(fresh, role):
            group.user_set.add(member.user_id)
        else:
            group.user_set.remove(member.user_id)


def _users_of(partner: Partner, role: MembershipRole):
    roles = _roles_in(partner, role)
    members = Membership.objects.filter(partner=partner, role__in=roles).values("member__user_id")
    return get_user_model()._default_manager.filter(pk__in=members)


def _roles_in(partner: Partner, role: MembershipRole) -> set[MembershipRole]:
    """The memberships whose holders are in the group of `role`.

    What is kept for customers is open to the partner's staff as well: they wrote it.
    """
    roles = {role, *STAFF} if role == MembershipRole.CUSTOMER else {role}
    return roles - STAFF if partner.state == PartnerState.LEFT else roles


def _free_name(partner: Partner, role: MembershipRole) -> str:
    """A name nobody has: a group that is there already is somebody else's, and is never taken over."""
    name = _name_of(partner, role)
    taken = set(Group.objects.filter(name__startswith=name).values_list("name", flat=True))
    return next(free for free in _numbered(name) if free not in taken)


def _name_of(partner: Partner, role: MembershipRole) -> str:
    return f"Partner {partner.slug}: {ENDINGS[role]}"


def _is_called_after(partner: Partner, role: MembershipRole, name: str) -> bool:
    wanted = _name_of(partner, role)
    return name == wanted or name.startswith(f"{wanted} (")


def _numbered(name: str):
    yield name
    number = 2
    while True:
        yield f"{name} ({number})"
        number += 1
