"""Who is asking: one small object per request or socket, made of at most two queries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Value
from django.utils import timezone

from channel_community.members.cards import initials
from channel_community.members.enums import MANAGERS_GROUP, MODERATORS_GROUP, MembershipRole
from channel_community.members.models import Member, Membership
from channel_community.permissions import Answer, Relation, Role, decide

#: What a Django group grants: roles of the permission table and names of capabilities.
Grants = tuple[frozenset[Role], frozenset[str]]

_grant_source: Callable[[frozenset[int]], Grants] | None = None


def set_grant_source(source: Callable[[frozenset[int]], Grants]) -> None:
    """Name the function that says what a set of Django groups grants (reputation does, for its levels)."""
    global _grant_source
    _grant_source = source


@dataclass(frozen=True)
class Viewer:
    """The person who asks, with everything that decides what they may see and do.

    `roles` are columns of the permission table. `served` and `bought` are ids of the partners whose staff
    or customer they are, `moderated` those they moderate, `administered` those whose administrator they are.
    """

    user_id: int | None = None
    member: Member | None = None
    roles: frozenset[Role] = frozenset({Role.ANONYMOUS})
    group_ids: frozenset[int] = frozenset()
    capabilities: frozenset[str] = frozenset()
    served: frozenset[int] = frozenset()
    bought: frozenset[int] = frozenset()
    moderated: frozenset[int] = frozenset()
    administered: frozenset[int] = frozenset()
    is_suspended: bool = False
    login_url: str = field(default="", compare=False)

    @property
    def is_signed_in(self) -> bool:
        return self.user_id is not None

    @property
    def member_id(self) -> int | None:
        return self.member.pk if self.member else None

    @property
    def handle(self) -> str:
        return self.member.handle if self.member else ""

    @property
    def name(self) -> str:
        return self.member.name if self.member else ""

    @property
    def avatar_url(self) -> str:
        return self.member.avatar.url if self.member and self.member.avatar else ""

    @property
    def initials(self) -> str:
        return initials(self.name)

    @property
    def is_manager(self) -> bool:
        """Whether they look after the whole network: channel manager or superuser."""
        return bool(self.roles & {Role.CHANNEL_MANAGER, Role.SUPERUSER})

    @property
    def can_moderate(self) -> bool:
        """Whether the moderation queue has anything for them."""
        return self.is_manager or Role.MODERATOR in self.roles or Role.PARTNER_ADMIN in self.roles

    @property
    def writes_pages(self) -> bool:
        """Whether the CMS has work for them: partner staff and the brand."""
        return self.is_manager or bool(self.served)

    def moderates(self, partner_id: int | None) -> bool:
        """Whether `partner_id` (None: the network's own space) lies in their moderation scope."""
        if self.is_manager or (Role.MODERATOR in self.roles and not self.moderated):
            return True
        return partner_id is not None and partner_id in self.moderated

    def oversees(self, partner_id: int | None) -> bool:
        """Whether they keep order there: as its moderator, as its administrator, or for the brand."""
        return self.moderates(partner_id) or partner_id in self.administered

    def serves(self, partner_id: int | None) -> bool:
        """Whether they are staff of the partner."""
        return partner_id is not None and partner_id in self.served

    def relation(
        self, *, owner_id: int | None = None, partner_id: int | None = None, gate_met=False
    ) -> Relation:
        """How they stand to an object of this owner and partner."""
        return Relation(
            own=owner_id is not None and owner_id == self.member_id,
            own_partner=self.serves(partner_id),
            administered=partner_id in self.administered,
            gate_met=gate_met,
            in_scope=self.moderates(partner_id),
        )

    def may(self, capability: str, relation: Relation | None = None) -> Answer:
        """The table's answer for this viewer."""
        return decide(capability, self.roles, relation or Relation())


ANONYMOUS = Viewer()


def viewer_for_user(user) -> Viewer:
    """The viewer behind a Django user; anonymous and inactive users see what everybody sees."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return ANONYMOUS
    member = Member.objects.select_related("level").filter(user_id=user.pk).first()
    if member is None:
        return Viewer(user_id=user.pk, roles=_roles_without_profile(user))
    if member.suspended_until and member.suspended_until > timezone.now():
        return Viewer(user_id=user.pk, member=member, is_suspended=True)
    return _viewer_of_member(user, member)


def viewer_for_member(member: Member) -> Viewer:
    """The viewer behind a member, for mail, exports and other work outside a request."""
    return viewer_for_user(member.user) if member.user_id else ANONYMOUS


def _roles_without_profile(user) -> frozenset[Role]:
    return frozenset({Role.SUPERUSER, Role.CHANNEL_MANAGER} if user.is_superuser else {Role.PROSPECT})


def _places_and_groups(user, member: Member) -> tuple[list[tuple[int, str]], dict[int, str]]:
    """Memberships as (partner id, role) and Django groups by id, read by one query."""
    places = Membership.objects.filter(member=member).annotate(what=Value("place"))
    groups = user.groups.order_by().annotate(what=Value("group"))
    rows = places.values_list("what", "partner_id", "role").union(
        groups.values_list("what", "pk", "name"), all=True
    )
    found: dict[str, list[tuple[int, str]]] = {"place": [], "group": []}
    for what, pk, name in rows:
        found[what].append((pk, name))
    return found["place"], dict(found["group"])


def _viewer_of_member(user, member: Member) -> Viewer:
    places, groups = _places_and_groups(user, member)
    group_ids = frozenset(groups)
    roles, capabilities = (
        _grant_source(group_ids) if _grant_source and group_ids else (frozenset(), frozenset())
    )
    served = frozenset(p for p, role in places if role in {MembershipRole.EDITOR, MembershipRole.ADMIN})
    admin_of = frozenset(p for p, role in places if role == MembershipRole.ADMIN)
    bought = frozenset(p for p, role in places if role == MembershipRole.CUSTOMER)
    moderated = frozenset(p for p, role in places if role == MembershipRole.MODERATOR)
    is_network_moderator = MODERATORS_GROUP in groups.values()
    held = {
        Role.PARTNER_EDITOR: bool(served),
        Role.PARTNER_ADMIN: bool(admin_of),
        Role.CUSTOMER: bool(bought),
        Role.MODERATOR: bool(moderated) or is_network_moderator,
        Role.CHANNEL_MANAGER: MANAGERS_GROUP in groups.values() or user.is_superuser,
        Role.SUPERUSER: user.is_superuser,
    }
    return Viewer(
        user_id=user.pk,
        member=member,
        roles=frozenset({role for role, is_held in held.items() if is_held}) | roles
        or frozenset({Role.PROSPECT}),
        group_ids=group_ids,
        capabilities=capabilities,
        served=served,
        bought=bought,
        moderated=frozenset() if is_network_moderator else moderated,
        administered=admin_of,
    )
