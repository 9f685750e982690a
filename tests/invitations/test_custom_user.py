"""Joining a site whose users have no username and sign in by mail address."""

import pytest
from django.contrib.auth import get_user_model

from channel_community.models import Membership
from tests.invitations.conftest import state_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        "get_user_model().USERNAME_FIELD != 'email'",
        reason="runs on the settings with a custom user model: --ds tests.settings.custom_user",
    ),
]


def test_the_account_is_made_on_the_sites_own_user_model(client, invite):
    made, path = invite()
    assert client.post(path, {"name": "Ana Silva", "password": "a long and quiet river"}).status_code == 302
    person = get_user_model().objects.get(email="ana@example.org")
    assert person.full_name == "Ana Silva"
    assert person.check_password("a long and quiet river")
    assert Membership.objects.get().member.user == person
    assert state_of(made) == "accepted"


def test_a_person_who_is_there_joins_with_one_click(client, invite):
    made, path = invite()
    client.force_login(get_user_model().objects.create_user("Ana@example.org", "secret", full_name="Ana"))
    assert client.post(path).status_code == 302
    assert state_of(made) == "accepted"
