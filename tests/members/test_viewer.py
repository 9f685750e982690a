"""Who is asking: roles, scopes and what they add up to."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from channel_community.members.enums import MANAGERS_GROUP, MODERATORS_GROUP
from channel_community.members.viewer import ANONYMOUS, viewer_for_member, viewer_for_user
from channel_community.permissions import Role
from channel_community.reputation.levels import ensure_default_levels
from tests.factories import MemberFactory, MembershipFactory, PartnerFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(db):
    return MemberFactory()


@pytest.fixture
def partner(db):
    return PartnerFactory()


def test_nobody_and_the_inactive_see_what_everybody_sees(member):
    assert viewer_for_user(None) is ANONYMOUS
    assert viewer_for_user(AnonymousUser()) is ANONYMOUS
    member.user.is_active = False
    assert viewer_for_user(member.user) is ANONYMOUS
    assert viewer_for_member(MemberFactory(user=None, handle="left")) is ANONYMOUS


def test_a_user_without_a_profile_is_a_prospect():
    viewer = viewer_for_user(UserFactory())
    assert (viewer.is_signed_in, viewer.member, viewer.roles) == (True, None, {Role.PROSPECT})


def test_a_superuser_without_a_profile_looks_after_everything(django_user_model):
    viewer = viewer_for_user(UserFactory(is_superuser=True))
    assert viewer.is_manager
    assert viewer.moderates(None)


@pytest.mark.parametrize(
    ("place", "roles"),
    [
        ("customer", {Role.CUSTOMER}),
        ("editor", {Role.PARTNER_EDITOR}),
        ("admin", {Role.PARTNER_EDITOR, Role.PARTNER_ADMIN}),
        ("moderator", {Role.MODERATOR}),
    ],
)
def test_a_place_in_a_partner_gives_its_role_there(member, partner, place, roles):
    MembershipFactory(member=member, partner=partner, role=place)
    viewer, other = viewer_for_member(member), PartnerFactory()
    assert viewer.roles == roles
    assert viewer.serves(partner.pk) == (place in {"editor", "admin"})
    assert viewer.moderates(partner.pk) == (place == "moderator")
    assert viewer.oversees(partner.pk) == (place in {"moderator", "admin"})
    for scope in (other.pk, None):
        assert not viewer.serves(scope)
        assert not viewer.moderates(scope)
        assert not viewer.oversees(scope)


def test_the_networks_moderators_have_the_whole_scope(member, partner):
    member.user.groups.add(Group.objects.get_or_create(name=MODERATORS_GROUP)[0])
    MembershipFactory(member=member, partner=PartnerFactory(), role="moderator")
    viewer = viewer_for_member(member)
    assert viewer.moderates(partner.pk)
    assert viewer.moderates(None)
    assert not viewer.is_manager


def test_channel_managers_look_after_everything(member, partner):
    member.user.groups.add(Group.objects.get_or_create(name=MANAGERS_GROUP)[0])
    viewer = viewer_for_member(member)
    assert viewer.is_manager
    assert viewer.can_moderate
    assert viewer.moderates(partner.pk)


def test_moderating_one_partner_does_not_spread_to_another_one_administers(member, partner):
    administered = PartnerFactory()
    MembershipFactory(member=member, partner=partner, role="moderator")
    MembershipFactory(member=member, partner=administered, role="admin")
    viewer = viewer_for_member(member)
    assert viewer.relation(partner_id=partner.pk).in_scope
    assert not viewer.relation(partner_id=administered.pk).in_scope
    assert viewer.relation(partner_id=administered.pk).own_partner


def test_administering_one_partner_does_not_spread_to_another_one_edits_for(member, partner):
    edited = PartnerFactory()
    MembershipFactory(member=member, partner=partner, role="admin")
    MembershipFactory(member=member, partner=edited, role="editor")
    viewer = viewer_for_member(member)
    assert viewer.relation(partner_id=partner.pk).administered
    assert not viewer.relation(partner_id=edited.pk).administered


def test_levels_give_their_roles_and_capabilities(member):
    member.user.groups.add(ensure_default_levels()[1].group)
    viewer = viewer_for_member(member)
    assert Role.ADVOCATE_2 in viewer.roles
    assert "webinar.host" in viewer.capabilities
    assert Role.PROSPECT not in viewer.roles


def test_a_suspended_member_is_a_stranger_until_the_day_is_over(member, partner):
    MembershipFactory(member=member, partner=partner, role="admin")
    member.user.is_superuser = True
    member.user.save()
    member.suspended_until = timezone.now() + timezone.timedelta(minutes=1)
    member.save()
    viewer = viewer_for_user(member.user)
    assert viewer.is_suspended
    assert viewer.roles == {Role.ANONYMOUS}
    assert not (viewer.is_manager or viewer.can_moderate or viewer.moderates(partner.pk) or viewer.served)
    member.suspended_until = timezone.now() - timezone.timedelta(minutes=1)
    member.save()
    assert not viewer_for_user(member.user).is_suspended


@pytest.mark.parametrize("places", [0, 1, 12])
def test_a_viewer_costs_three_queries_at_most(member, places):
    for _ in range(places):
        MembershipFactory(member=member)
    member.user.groups.add(*[level.group for level in ensure_default_levels()])
    viewer_for_member(member)
    with CaptureQueriesContext(connection) as captured:
        viewer_for_user(member.user)
    assert len(captured) <= 3
