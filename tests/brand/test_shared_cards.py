"""Threads and webinars have cards too, as long as everybody may read them."""

import re

import pytest

from channel_community.discussions import actions as discussions
from channel_community.models import Partner
from tests.factories import BoardFactory, MemberFactory, PartnerFactory, WebinarFactory

pytestmark = pytest.mark.django_db


def thread_on(**board):
    return discussions.thread_create(
        board=BoardFactory(**board),
        author=MemberFactory(),
        title="How long does a restore take?",
        body="Hello.",
    )


def card_in(page):
    found = re.findall(r'property="og:image" content="http://localhost([^"]+)"', page.content.decode())
    return found[0] if found else None


def test_a_thread_names_its_card_and_the_card_is_there(client):
    thread = thread_on(partner=PartnerFactory())
    answer = client.get(card_in(client.get(f"/community/t/{thread.pk}/{thread.slug}/")))
    assert answer["Content-Type"] == "image/png"
    assert "immutable" in answer["Cache-Control"]
    assert client.get(f"/community/card/thread/{thread.pk}.png?theme=dark").content != answer.content


def test_a_webinar_names_its_card_and_the_card_is_there(client):
    webinar = WebinarFactory(partner=PartnerFactory(), state="scheduled")
    answer = client.get(card_in(client.get(f"/community/webinars/{webinar.pk}/{webinar.slug}/")))
    assert answer["Content-Type"] == "image/png"
    assert "immutable" in answer["Cache-Control"]


@pytest.mark.parametrize("access", ["members", "customers"])
def test_a_thread_behind_a_door_has_no_card_for_anybody(client, access):
    thread = thread_on(access=access)
    boss = MemberFactory(user__is_superuser=True)
    client.force_login(boss.user)
    assert client.get(f"/community/card/thread/{thread.pk}.png").status_code == 404
    assert card_in(client.get(f"/community/t/{thread.pk}/{thread.slug}/")) is None


def test_a_draft_of_a_webinar_has_no_card(client):
    webinar = WebinarFactory(state="draft")
    client.force_login(webinar.host.user)
    assert client.get(f"/community/card/webinar/{webinar.pk}.png").status_code == 404
    assert card_in(client.get(f"/community/webinars/{webinar.pk}/{webinar.slug}/")) is None


def test_a_suspended_partner_takes_its_cards_along(client):
    thread = thread_on(partner=PartnerFactory())
    webinar = WebinarFactory(partner=thread.board.partner, state="scheduled")
    Partner.objects.update(state="suspended")
    assert client.get(f"/community/card/thread/{thread.pk}.png").status_code == 404
    assert client.get(f"/community/card/webinar/{webinar.pk}.png").status_code == 404


@pytest.mark.parametrize("number", ["999999", "9" * 30])
def test_there_is_no_card_of_nothing(client, number):
    for kind in ("thread", "webinar", "page"):
        assert client.get(f"/community/card/{kind}/{number}.png").status_code == 404
