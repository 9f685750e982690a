"""Profiles: how they come to be, and what may be changed of them."""

import pytest
from django.contrib.auth.signals import user_logged_in

from channel_community.members import actions
from channel_community.members.models import Member, validate_handle
from tests.factories import MemberFactory, MembershipFactory, PartnerFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("username", "handle"),
    [
        ("ana", "ana"),
        ("Ana.Silva", "anasilva"),
        ("ana_b", "ana-b"),
        ("__x__", "x"),
        ("ana@mail.example", "ana"),
        ("j\u00f6rg", "jorg"),
        ("\u78c1\u5e26", "member"),
        ("@", "member"),
        ("-", "member"),
        ("x" * 150, "x" * 32),
        ("a" * 31 + "-b", "a" * 31),
    ],
)
def test_a_handle_is_made_of_the_users_own_name(username, handle):
    member = actions.member_ensure(user=UserFactory(username=username))
    assert member.handle == handle
    validate_handle(member.handle)


def test_a_handle_that_is_taken_gets_an_ending():
    MemberFactory(user=UserFactory(username="first"), handle="ana")
    member = actions.member_ensure(user=UserFactory(username="ana"))
    assert member.handle.startswith("ana-")
    validate_handle(member.handle)


@pytest.mark.parametrize(
    ("first", "username", "name"),
    [
        ("Ana", "ana", "Ana"),
        ("", "ana", "ana"),
        ("", "ana@mail.example", "ana"),
        ("A\u202ena\u200b", "x", "Ana"),
        ("\u200b", "@", "Member"),
        ("x" * 150, "y", "x" * 80),
    ],
)
def test_a_name_is_one_line_and_no_mail_address(first, username, name):
    member = actions.member_ensure(user=UserFactory(username=username, first_name=first))
    assert member.name == name


def test_a_profile_is_made_once():
    user = UserFactory()
    assert actions.member_ensure(user=user) == actions.member_ensure(user=user)
    assert Member.objects.filter(user=user).count() == 1


def test_signing_in_makes_the_profile(client):
    user = UserFactory()
    client.login(username=user.username, password="secret")
    assert Member.objects.get(user=user).handle == user.username
    assert user_logged_in.has_listeners()


def test_a_draft_is_not_saved():
    user = UserFactory(username="nina")
    assert actions.member_draft(user=user).handle == "nina"
    assert Member.objects.count() == 0


def test_only_profile_fields_are_changed():
    member = MemberFactory(handle="ana")
    actions.profile_update(member=member, name="Ana", headline="Keeps tapes")
    member.refresh_from_db()
    assert (member.name, member.headline) == ("Ana", "Keeps tapes")
    for field in ("handle", "user", "level", "public_role", "suspended_until", "is_demo"):
        with pytest.raises(TypeError):
            actions.profile_update(member=member, **{field: None})


def test_staff_of_a_partner_shows_beside_the_name_and_goes_with_the_last_place():
    member, partner = MemberFactory(), PartnerFactory()
    for role in ("customer", "editor", "admin"):
        for _ in range(2):
            actions.membership_add(member=member, partner=partner, role=role)
    assert member.memberships.count() == 3
    assert (member.public_role, member.public_partner) == ("partner", partner)
    actions.membership_remove(member=member, partner=partner, role="editor")
    member.refresh_from_db()
    assert member.public_partner == partner
    actions.membership_remove(member=member, partner=partner, role="admin")
    member.refresh_from_db()
    assert (member.public_role, member.public_partner) == ("", None)


def test_a_customer_shows_no_role():
    member = MembershipFactory(role="customer").member
    assert member.public_role == ""
