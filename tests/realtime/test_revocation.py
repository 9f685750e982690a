"""Whose access ends hears of it at once, and nothing of the thread after it."""

from types import SimpleNamespace

import pytest
from asgiref.sync import sync_to_async
from django.contrib.auth.models import Group
from django.test import Client as Browser
from django.utils import timezone

from channel_community.discussions import actions
from channel_community.members.actions import membership_remove
from channel_community.partners.actions import partner_suspend
from tests.factories import BoardFactory, MembershipFactory, PartnerFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def thread(transactional_db):
    """A customer of a partner, signed in, and a thread on a board for one group of its customers."""
    partner = PartnerFactory()
    reader, writer = (MembershipFactory(partner=partner).member for _ in range(2))
    group = Group.objects.create(name="insiders")
    for member in (reader, writer):
        member.user.groups.add(group)
    board = BoardFactory(partner=partner, access="group", group=group)
    found = actions.thread_create(board=board, author=writer, title="Prices of next year", body="Soon.")
    browser = Browser()
    browser.force_login(reader.user)
    cookies = f"sessionid={browser.session.session_key}"
    return SimpleNamespace(
        row=found, board=board, partner=partner, group=group, reader=reader, writer=writer, cookies=cookies
    )


def suspend_partner(thread):
    partner_suspend(partner=thread.partner)


def take_place_away(thread):
    thread.board.access, thread.board.group = "customers", None
    thread.board.save()
    membership_remove(member=thread.reader, partner=thread.partner, role="customer")


def suspend_member(thread):
    thread.reader.suspended_until = timezone.now() + timezone.timedelta(days=3)
    thread.reader.save(update_fields=["suspended_until"])


def close_account(thread):
    thread.reader.user.is_active = False
    thread.reader.user.save()


def take_group_away(thread):
    thread.reader.user.groups.remove(thread.group)


def take_group_away_from_its_side(thread):
    thread.group.user_set.remove(thread.reader.user)


def clear_groups(thread):
    thread.reader.user.groups.clear()


def change_group_of_board(thread):
    thread.board.group = Group.objects.create(name="inner circle")
    thread.board.save()


def close_board(thread):
    thread.board.access = "staff"
    thread.board.save(update_fields=["access"])


def hide_thread(thread):
    thread.row.is_hidden = True
    thread.row.save(update_fields=["is_hidden"])


ENDINGS = [
    suspend_partner,
    take_place_away,
    suspend_member,
    close_account,
    take_group_away,
    take_group_away_from_its_side,
    clear_groups,
    change_group_of_board,
    close_board,
    hide_thread,
]


@pytest.mark.parametrize("end", ENDINGS, ids=lambda end: end.__name__)
async def test_ended_access_ends_the_subscription(thread, connect, end):
    topic = f"thread:{thread.row.pk}"
    client = await connect(cookies=thread.cookies)
    assert (await client.subscribe(topic))["type"] == "subscribed"

    await sync_to_async(end)(thread)
    assert await client.receive_type("gone") == {"type": "gone", "topic": topic}
    del client.seen[:]
    await sync_to_async(actions.post_create)(thread=thread.row, author=thread.writer, body="Nobody knows.")

    if end is close_account:
        assert await client.closed() == 4401
    else:
        await client.ping()
    assert "changes" not in [frame["type"] for frame in client.seen]


async def test_what_takes_nothing_away_leaves_readers_in_peace(thread, connect):
    topic = f"thread:{thread.row.pk}"
    client = await connect(cookies=thread.cookies)
    await client.subscribe(topic)

    await sync_to_async(membership_remove)(member=thread.writer, partner=thread.partner, role="customer")
    await sync_to_async(take_group_away)(SimpleNamespace(reader=thread.writer, group=thread.group))
    await sync_to_async(actions.post_create)(thread=thread.row, author=thread.writer, body="Still here.")

    assert (await client.receive_type("changes", "gone"))["type"] == "changes"
