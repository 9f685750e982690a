"""Two processes that answer or send the same invitation in the same moment."""

import json

import pytest

from channel_community.partners.invitations import actions, tokens
from tests.factories import MemberFactory, MembershipFactory, PartnerFactory, UserFactory

pytestmark = [pytest.mark.slow]

CLICK = """
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
settings.ALLOWED_HOSTS = ["*"]
browser = Client()
browser.force_login(get_user_model().objects.get(username="ana"))
print(browser.post("/community/invitations/{token}/").status_code)
"""

SIGN_UP = """
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS = ["*"]
account = {{"name": "Ben", "password": "a long and quiet river"}}
print(Client().post("/community/invitations/{token}/", account).status_code)
"""

INVITE = """
from channel_community.models import Partner
from channel_community.partners.invitations import actions
partner = Partner.objects.get(slug="fjordgrid")
print(actions.invitation_create(partner=partner, email="cem@example.org", role="editor").pk)
"""

STEP_DOWN = """
from channel_community.exceptions import Conflict
from channel_community.models import Membership, Partner
from channel_community.partners.invitations import actions
place = Membership.objects.get(member__name="{name}")
try:
    actions.staff_remove(partner=place.partner, member=place.member, role="admin", actor=place.member)
    print("gone")
except Conflict as error:
    print(error.code)
"""

TELL = """
import json
from channel_community.models import Event, Invitation, Membership
print(json.dumps({
    "places": Membership.objects.count(),
    "accepted": Event.objects.filter(name="partners.invitation.accepted").count(),
    "states": list(Invitation.objects.values_list("state", flat=True)),
}))
"""


@pytest.fixture(autouse=True)
def clock():
    """The real time: it is what the other processes have."""


@pytest.fixture
def invited(transactional_db):
    """Token of an invitation for whoever has the address. What is made here goes along to the processes."""
    partner = PartnerFactory(slug="fjordgrid")
    MemberFactory(user=UserFactory(username="ana", email="ana@example.org"))
    return lambda email: tokens.token_of(
        actions.invitation_create(partner=partner, email=email, role="editor")
    )


@pytest.fixture
def ana(invited):
    """The token for somebody with an account."""
    return invited("ana@example.org")


@pytest.fixture
def ben(invited):
    """The token for somebody without one."""
    return invited("ben@example.org")


@pytest.fixture
def two_administrators(transactional_db):
    partner = PartnerFactory()
    for name in ("One", "Two"):
        MembershipFactory(partner=partner, role="admin", member=MemberFactory(name=name))


def test_two_clicks_at_once_give_one_place(ana, elsewhere):
    codes = elsewhere.together(*[CLICK.format(token=ana)] * 2)
    assert set(codes) <= {"302", "410"}  # to where the role begins, or to the page that leads there
    assert json.loads(elsewhere.ask(TELL)) == {"places": 1, "accepted": 1, "states": ["accepted"]}


def test_two_forms_at_once_make_one_account(ben, elsewhere):
    codes = elsewhere.together(*[SIGN_UP.format(token=ben)] * 2)
    assert sorted(codes) == ["302", "410"]
    assert json.loads(elsewhere.ask(TELL)) == {"places": 1, "accepted": 1, "states": ["accepted"]}


def test_two_invitations_at_once_are_one(ana, elsewhere):
    first, second = elsewhere.together(INVITE, INVITE)
    assert first == second
    assert json.loads(elsewhere.ask(TELL))["states"] == ["pending", "pending"]


def test_the_last_two_administrators_cannot_both_leave(two_administrators, elsewhere):
    answers = elsewhere.together(*[STEP_DOWN.format(name=name) for name in ("One", "Two")])
    assert sorted(answers) == ["gone", "last_admin"]
