"""Whom the front page offers to meet, and what profiles say of them."""

import pytest
from django.utils import timezone

from channel_community.home.people import people_to_meet, person_card
from channel_community.reputation.models import Standing
from tests.discussions.build import open_thread, thread_url, url
from tests.factories import BoardFactory, MemberFactory, MembershipFactory, PartnerFactory

pytestmark = pytest.mark.django_db


def standing(total, partner=None, **values):
    member = MemberFactory(**values)
    Standing.objects.create(member=member, total=total, partner=partner)
    return member


def test_neither_the_suspended_nor_the_gone_are_offered():
    standing(70, suspended_until=timezone.now() + timezone.timedelta(days=1))
    gone, first, second = standing(60), standing(50), standing(20)
    gone.user.is_active = False
    gone.user.save()
    assert [card.id for card in people_to_meet(limit=6)] == [first.pk, second.pk]


def test_of_a_partner_only_its_own_people(django_assert_num_queries):
    partner, member = PartnerFactory(), standing(50)
    standing(60)
    for role in ("customer", "editor"):
        MembershipFactory(member=member, partner=partner, role=role)
    with django_assert_num_queries(2):
        assert [(card.id, card.points) for card in people_to_meet(limit=6, partner=partner)] == [
            (member.pk, 50)
        ]


def test_a_member_known_to_one_partner_alone_has_a_profile(client):
    member = standing(3, partner=PartnerFactory())
    assert person_card(member).points == 0
    assert client.get(url("member", member.handle)).status_code == 200


def test_the_name_of_a_suspended_partner_stands_beside_nobody(client):
    partner = PartnerFactory(name="ShadyCorp")
    member = MembershipFactory(partner=partner, role="editor").member
    member.public_role, member.public_partner = "partner", partner
    member.save()
    pages = (thread_url(open_thread(board=BoardFactory(), author=member)), url("member", member.handle))
    assert all("ShadyCorp" in client.get(page).content.decode() for page in pages)
    partner.state = "suspended"
    partner.save()
    assert not any("ShadyCorp" in client.get(page).content.decode() for page in pages)


def test_every_board_can_be_asked_on_from_the_front_page(client):
    boards = [BoardFactory(title=f"Board number {number}") for number in range(7)]
    page = client.get(url("home")).content.decode()
    assert all(f'<option value="{board.pk}">' in page for board in boards)
    response = client.get(url("ask"), {"board": boards[6].pk, "title": "Which disks?", "kind": "question"})
    assert (
        response["Location"]
        == f"{url('thread_new', boards[6].pk, boards[6].slug)}?title=Which+disks%3F&kind=question"
    )


@pytest.mark.parametrize("board", ["", "x", "0", "9" * 30, "hidden"])
def test_asking_nowhere(client, board):
    number = BoardFactory(access="staff").pk if board == "hidden" else board
    assert client.get(url("ask"), {"board": number}).status_code == 404
