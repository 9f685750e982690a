"""What partner staff find on the first page of the admin."""

import pytest
from django.urls import reverse

from channel_community.members.actions import membership_add
from channel_community.onboarding.actions import partner_onboard
from channel_community.onboarding.pages import front_pages
from channel_community.partners.actions import partner_suspend
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(fjord, client):
    member = MemberFactory()
    membership_add(member=member, partner=fjord, role="editor")
    client.force_login(member.user)
    return member


def home(client) -> str:
    answer = client.get(reverse("wagtailadmin_home"))
    return answer.content.decode() if answer.status_code == 200 else ""


def test_an_editor_finds_where_to_write(editor, fjord, client):
    front = front_pages(fjord)[0]
    shown = home(client)
    address = reverse("wagtailadmin_pages:add", args=["channel_community", "partnerarticlepage", front.pk])
    assert f'href="{address}"' in shown
    assert client.get(address).status_code == 200
    assert "Your people" not in shown


def test_an_administrator_finds_their_people(editor, fjord, client):
    membership_add(member=editor, partner=fjord, role="admin")
    assert f'href="{reverse("channel_community:partner_staff", args=["fjordgrid"])}"' in home(client)


def test_nothing_of_other_partners_is_offered(editor, client):
    partner_onboard(name="Bobina Mare", slug="bobina")
    assert "Bobina Mare" not in home(client)


def test_there_is_no_desk_while_the_partner_is_suspended(editor, fjord, client):
    partner_suspend(partner=fjord)
    assert "Write an article" not in home(client)


def test_the_brand_sees_no_desk(manager, fjord, client):
    client.force_login(manager.user)
    assert "Write an article" not in home(client)
