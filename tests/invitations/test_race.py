"""Two processes that answer or send the same invitation in the same moment."""

import json

import pytest

pytestmark = [pytest.mark.slow]

SETUP = """
from channel_community.partners.invitations import actions, tokens
from tests.factories import MemberFactory, PartnerFactory, UserFactory
partner = PartnerFactory(slug="fjordgrid")
person = MemberFactory(user=UserFactory(username="ana", email="ana@example.org"))
made = actions.invitation_create(partner=partner, email="ana@example.org", role="editor")
print(tokens.token_of(made))
"""

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


def test_two_clicks_at_once_give_one_place(elsewhere):
    token = elsewhere.ask(SETUP)
    codes = elsewhere.together(*[CLICK.format(token=token)] * 3)
    assert set(codes) <= {"302", "410"}  # to where the role begins, or to the page that leads there
    assert json.loads(elsewhere.ask(TELL)) == {"places": 1, "accepted": 1, "states": ["accepted"]}


def test_two_forms_at_once_make_one_account(elsewhere):
    token = elsewhere.ask(SETUP.replace('email="ana@example.org", role', 'email="ben@example.org", role'))
    codes = elsewhere.together(*[SIGN_UP.format(token=token)] * 2)
    assert sorted(codes) == ["302", "410"]
    assert json.loads(elsewhere.ask(TELL)) == {"places": 1, "accepted": 1, "states": ["accepted"]}


def test_two_invitations_at_once_are_one(elsewhere):
    elsewhere.ask(SETUP)
    first, second = elsewhere.together(INVITE, INVITE)
    assert first == second
    assert json.loads(elsewhere.ask(TELL))["states"] == ["pending", "pending"]


def test_the_last_two_administrators_cannot_both_leave(elsewhere):
    elsewhere.ask(
        "from tests.factories import MemberFactory, MembershipFactory, PartnerFactory\n"
        "partner = PartnerFactory()\n"
        "for name in ('One', 'Two'):\n"
        "    MembershipFactory(partner=partner, role='admin', member=MemberFactory(name=name))\n"
    )
    answers = elsewhere.together(*[STEP_DOWN.format(name=name) for name in ("One", "Two")])
    assert sorted(answers) == ["gone", "last_admin"]
