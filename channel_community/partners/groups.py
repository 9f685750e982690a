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


def group_follow(*, partner: Partner, member: Member, role: MembershipRole | str, is_held: bool) -> None:
    """Let one person's place in the group follow their membership."""
    column = COLUMNS.get(MembershipRole(role))
    if column is None or member.user_id is None:
        return
    # Read again: the caller's row may be older than the groups.
    fresh = Partner.objects.select_related(column).get(pk=partner.pk)
    group = getattr(fresh, column)
    if group is None:
        return
    if is_held and _counts(fresh, role):
        group.user_set.add(member.user_id)
    elif not is_held:
        group.user_set.remove(member.user_id)


def _users_of(partner: Partner, role: MembershipRole):
    if not _counts(partner, role):
        return get_user_model()._default_manager.none()
    members = Membership.objects.filter(partner=partner, role=role).values("member__user_id")
    return get_user_model()._default_manager.filter(pk__in=members)


def _counts(partner: Partner, role: MembershipRole | str) -> bool:
    return role not in STAFF or partner.state != PartnerState.LEFT


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
