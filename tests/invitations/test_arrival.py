"""Where somebody begins who joins a partner that has its whole space."""

import pytest
from django.core.management import call_command

from channel_community.onboarding.actions import partner_onboard
from tests.factories import MemberFactory, UserFactory
from tests.invitations.conftest import link

pytestmark = pytest.mark.django_db


@pytest.fixture
def solstrom(db, manager):
    call_command("community_setup", verbosity=0)
    return partner_onboard(name="Solstrom", slug="solstrom", actor=manager)


@pytest.fixture
def ana(db):
    return MemberFactory(name="Ana", user=UserFactory(email="ana@example.org"))


@pytest.mark.parametrize("role", ["editor", "admin"])
def test_staff_begin_at_their_desk_in_the_admin_with_a_word_on_what_comes_next(
    browser_of, ana, solstrom, invite, role
):
    _made, path = invite(to=solstrom, role=role)
    browser = browser_of(ana)
    response = browser.post(path)
    assert response["Location"] == "/admin/"
    arrived = browser.get(response["Location"])
    assert arrived.status_code == 200
    assert "of Solstrom now. Next," in arrived.content.decode()
    assert 'href="/admin/"' in browser.get(path).content.decode()


def test_a_new_account_begins_there_too(client, solstrom, invite):
    _made, path = invite(to=solstrom)
    response = client.post(path, {"name": "Ana", "password": "a long and quiet river"})
    assert response["Location"] == "/admin/"
    assert client.get(response["Location"]).status_code == 200


def test_customers_begin_at_the_partners_home(browser_of, ana, solstrom, invite):
    _made, path = invite(to=solstrom, role="customer")
    assert browser_of(ana).post(path)["Location"] == "/community/p/solstrom/"


def test_onboarding_sends_the_invitations_it_is_given(client, manager, django_capture_on_commit_callbacks):
    call_command("community_setup", verbosity=0)
    with django_capture_on_commit_callbacks(execute=True):
        partner_onboard(name="Nordlys", slug="nordlys", actor=manager, editors=["ana@example.org"])
    assert "Join Nordlys as an editor" in client.get(link()).content.decode()
