"""Making an account on the page of an invitation."""

import re

import pytest
from django.contrib.auth import get_user_model

from channel_community.models import Membership
from tests.factories import UserFactory
from tests.invitations.conftest import state_of

pytestmark = pytest.mark.django_db
ACCOUNT = {"name": "Ana Maria Silva", "password": "a long and quiet river"}
VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "UserAttributeSimilarityValidator", "NumericPasswordValidator")
]


def test_the_form_knows_the_address_and_helps_password_managers(client, invite):
    _made, path = invite()
    page = client.get(path).content.decode()
    address = re.search(r'<input type="email"[^>]*>', page)[0]
    assert all(part in address for part in ('value="ana@example.org"', 'autocomplete="username"', "readonly"))
    assert 'autocomplete="name"' in page
    assert 'autocomplete="new-password"' in page


def test_one_form_makes_the_account_signs_in_and_joins(client, invite):
    made, path = invite(role="customer")
    response = client.post(path, ACCOUNT)
    assert (response.status_code, response["Location"]) == (302, "/community/p/fjordgrid/")
    user = get_user_model().objects.get(email="ana@example.org")
    assert (user.first_name, user.last_name) == ("Ana", "Maria Silva")
    assert user.community_member.name == "Ana Maria Silva"
    assert int(client.session["_auth_user_id"]) == user.pk
    assert Membership.objects.get(member__user=user).role == "customer"
    assert state_of(made) == "accepted"
    assert "read along or ask a question" in client.get(response["Location"]).content.decode()


def test_the_new_account_signs_in_with_its_address(client, invite):
    _made, path = invite()
    client.post(path, ACCOUNT)
    client.logout()
    answer = client.post("/accounts/login/", {"username": "ana@example.org", "password": ACCOUNT["password"]})
    assert answer.status_code == 302


def test_nobody_becomes_more_than_they_are_invited_to(client, invite):
    _made, path = invite()
    extra = {"is_superuser": "1", "is_staff": "1", "email": "eve@example.org", "username": "root"}
    client.post(path, {**ACCOUNT, **extra})
    user = get_user_model().objects.get(email="ana@example.org")
    assert not user.is_superuser
    assert user.username == "ana@example.org"


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("short", "too short"),
        ("2718281828459045", "entirely numeric"),
        ("ana@example.org", "too similar"),
        ("", "required"),
        ("x" * 5000, "at most"),
    ],
)
def test_a_weak_password_is_refused_beside_its_field_and_the_name_is_kept(
    client, invite, settings, password, words
):
    settings.AUTH_PASSWORD_VALIDATORS = VALIDATORS
    made, path = invite()
    response = client.post(path, {"name": "Ana Silva", "password": password})
    assert response.status_code == 400
    page = response.content.decode()
    error = page.partition('id="id_password_error"')[2].partition("</div>")[0]
    assert words in error
    assert 'value="Ana Silva"' in page
    assert not password or f'value="{password}"' not in page.replace(
        'value="ana@example.org" autocomplete', ""
    )
    assert not get_user_model().objects.filter(email="ana@example.org").exists()
    assert state_of(made) == "pending"


@pytest.mark.parametrize("name", ["", "\u200b \u202e", "x" * 81, "a\x00b"])
def test_a_name_that_cannot_be_one_is_refused_beside_its_field(client, invite, name):
    _made, path = invite()
    response = client.post(path, {**ACCOUNT, "name": name})
    assert response.status_code == 400
    assert 'id="id_name_error"' in response.content.decode()
    assert not get_user_model().objects.filter(email="ana@example.org").exists()


def test_a_taken_login_name_is_no_obstacle(client, invite):
    UserFactory(username="Ana@example.org", email="somebody@example.org")
    UserFactory(username="ana", email="another@example.org")
    made, path = invite()
    assert client.post(path, ACCOUNT).status_code == 302
    assert get_user_model().objects.get(email="ana@example.org").username.startswith("ana-")
    assert state_of(made) == "accepted"


def test_hostile_words_in_a_name_are_words(client, invite):
    _made, path = invite()
    response = client.post(path, {"name": "<b>Ana", "password": ""})
    assert "<b>Ana" not in response.content.decode()


def test_a_site_may_make_accounts_elsewhere(client, invite, settings):
    settings.CHANNEL_COMMUNITY = {"INVITATIONS_CREATE_ACCOUNTS": False, "SIGNUP_URL": "/join-us/"}
    made, path = invite()
    page = client.get(path).content.decode()
    assert f'href="/join-us/?next={path.replace("/", "%2F")}"' in page
    assert 'name="password"' not in page
    assert client.post(path, ACCOUNT).status_code == 403
    assert state_of(made) == "pending"
    assert not get_user_model().objects.filter(email="ana@example.org").exists()


def test_without_a_named_page_the_site_offers_its_sign_in(client, invite, settings):
    settings.CHANNEL_COMMUNITY = {"INVITATIONS_CREATE_ACCOUNTS": False}
    _made, path = invite()
    assert 'href="/accounts/login/?next=' in client.get(path).content.decode()
