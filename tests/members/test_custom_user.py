"""Members of a site whose users have no username and sign in by mail address."""

import pytest
from django.contrib.auth import get_user_model

from channel_community.members import actions
from channel_community.members.models import Member
from channel_community.members.viewer import viewer_for_user
from channel_community.permissions import Role
from tests.factories import MembershipFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        "get_user_model().USERNAME_FIELD != 'email'",
        reason="runs on the settings with a custom user model: --ds tests.settings.custom_user",
    ),
]


@pytest.fixture
def person(db):
    return get_user_model().objects.create_user("ana.silva@mail.example", "secret", full_name="Ana Silva")


def test_a_profile_shows_no_mail_address(client, person):
    member = actions.member_ensure(user=person)
    assert (member.name, member.handle) == ("Ana Silva", "anasilva")
    assert "mail.example" not in client.get(f"/community/m/{member.handle}/").content.decode()


def test_signing_in_makes_the_profile_and_the_pages_know_it(client, person):
    client.force_login(person)
    assert Member.objects.get(user=person).name == "Ana Silva"
    page = client.get("/community/me/").content.decode()
    assert "Ana Silva" in page
    assert "mail.example" not in page


def test_roles_are_those_of_any_member(person):
    member = actions.member_ensure(user=person)
    assert viewer_for_user(person).roles == {Role.PROSPECT}
    MembershipFactory(member=member, role="admin")
    assert viewer_for_user(person).roles == {Role.PARTNER_EDITOR, Role.PARTNER_ADMIN}
    superuser = get_user_model().objects.create_superuser("root@mail.example", "secret")
    assert viewer_for_user(superuser).is_manager


def test_a_person_writes_and_is_named(client, person):
    from tests.discussions.build import open_thread, reply_url, thread_url

    MembershipFactory(member=actions.member_ensure(user=person))
    thread = open_thread(author=person.community_member)
    client.force_login(person)
    assert client.post(reply_url(thread), {"body": "Hello."}).status_code == 302
    assert "Ana Silva" in client.get(thread_url(thread)).content.decode()
