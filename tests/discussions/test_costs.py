"""What a page costs: queries, writes and bytes that do not depend on the machine or on how much there is."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from channel_community.discussions import actions
from channel_community.discussions.enums import ReactionKind
from channel_community.reputation.levels import ensure_default_levels
from tests.discussions.build import customer, open_thread, reply, thread_url, url
from tests.factories import BoardFactory, MembershipFactory, PartnerFactory

pytestmark = pytest.mark.django_db
KIB = 1024
TEXT = (
    "We moved **forty shares** in one night. What helped: a dry run with `--plan`, a list of owners, and "
    "somebody awake at the other end. What did not: hoping that nobody keeps the old address in a script. "
    "Ours was in seven scripts, and the [last one](https://example.org/scripts) was found in March by @ana, "
    "who still asks about it every time we meet for a coffee and a look at the graphs."
)


@pytest.fixture(params=["signed out", "customer", "advocate", "staff", "moderator"])
def reader(request, browse):
    """A warm browser of each kind of reader, and how many queries more a signed-in one may cost."""
    if request.param == "signed out":
        return browse(), 0
    member = customer()
    if request.param == "advocate":
        member.user.groups.add(*[level.group for level in ensure_default_levels()])
    if request.param == "staff":
        MembershipFactory(member=member, role="admin", partner=PartnerFactory())
    if request.param == "moderator":
        MembershipFactory(member=member, role="moderator", partner=PartnerFactory())
    return browse(member), 1


def queries(client, path):
    """The SQL of a warm page."""
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(path)
    assert response.status_code == 200
    assert response.content
    return [query["sql"] for query in captured]


READS = re.compile(r"\(?(SELECT|SAVEPOINT|RELEASE SAVEPOINT|BEGIN|COMMIT)")


def writes(statements):
    return [sql for sql in statements if not READS.match(sql)]


def discussion(size, partner=None):
    """A thread of `size` posts by several people of different standing, with reactions and an answer."""
    levels = ensure_default_levels()
    writers = [customer() for _ in range(5)]
    for number, writer in enumerate(writers[:3]):
        writer.level = levels[number]
        writer.save()
    thread = open_thread(
        board=BoardFactory(partner=partner), posts=size, writers=writers, body=TEXT, title="Moving"
    )
    for post in thread.posts.all():
        for kind in ReactionKind.values:
            actions.reaction_toggle(post=post, member=writers[post.number % 5], kind=kind)
    if size > 1:
        actions.answer_accept(post=thread.posts.get(number=size), actor=thread.author)
    return thread


@pytest.mark.parametrize("size", [1, 20, 50])
def test_a_thread_page_costs_six_queries_or_nine(reader, settings, size):
    settings.CHANNEL_COMMUNITY = {"POSTS_PER_PAGE": 50}
    client, signed_in = reader
    statements = queries(client, thread_url(discussion(size, PartnerFactory())))
    assert len(statements) <= (9 if signed_in else 6), "\n".join(statements)
    assert writes(statements) == []


def test_every_page_of_a_thread_costs_the_same(reader, settings):
    settings.CHANNEL_COMMUNITY = {"POSTS_PER_PAGE": 4}
    client, _signed_in = reader
    thread = discussion(20)
    pages = [f"{thread_url(thread)}?page={number}" for number in range(1, 6)]
    assert len({len(queries(client, page)) for page in pages}) == 1


def test_no_page_of_a_thread_counts_or_skips(client, settings):
    settings.CHANNEL_COMMUNITY = {"POSTS_PER_PAGE": 4}
    statements = " ".join(queries(client, f"{thread_url(discussion(20))}?page=5")).upper()
    assert "COUNT(" not in statements
    assert "OFFSET" not in statements


@pytest.mark.parametrize("size", [1, 50])
def test_a_list_costs_five_queries_or_seven(reader, settings, size):
    settings.CHANNEL_COMMUNITY = {"THREADS_PER_PAGE": 50}
    client, signed_in = reader
    board = BoardFactory(partner=PartnerFactory())
    for number in range(size):
        open_thread(board=board, title=f"Thread number {number}", tags="raid,disks", posts=2)
    statements = queries(client, url("board", board.pk, board.slug))
    assert len(statements) <= (7 if signed_in else 5), "\n".join(statements)
    assert writes(statements) == []


@pytest.mark.parametrize("size", [1, 9])
def test_the_front_page_costs_the_same_however_much_there_is(client, size):
    for number in range(size):
        open_thread(board=BoardFactory(partner=PartnerFactory()), title=f"Thread number {number}")
    assert len(queries(client, url("home"))) <= 8


def test_reading_writes_nothing(browse, helper, thread, board):
    paths = [
        url("home"),
        url("board", board.pk, board.slug),
        url("thread_new", board.pk, board.slug),
        thread_url(thread),
        url("thread_changes", thread.pk),
        url("member", helper.handle),
        url("me"),
        url("settings"),
        url("leaders"),
        url("my_reputation"),
    ]
    client = browse(helper)
    found = {path: writes(queries(client, path)) for path in paths}
    assert {path: statements for path, statements in found.items() if statements} == {}


def test_twenty_posts_fit_in_sixty_kibibytes(browse, client):
    thread = discussion(20, PartnerFactory(name="Fjordgrid"))
    assert 380 <= len(TEXT) <= 400
    for reader in (client, browse(customer()), browse(thread.author)):
        assert len(reader.get(thread_url(thread)).content) <= 60 * KIB


@pytest.mark.parametrize("size", [1, 20])
def test_a_catch_up_costs_the_same_for_one_post_and_for_twenty(client, size):
    thread = discussion(size)
    statements = queries(client, f"{url('thread_changes', thread.pk)}?after=0")
    assert len(statements) <= 4, "\n".join(statements)
    assert writes(statements) == []


def test_a_post_costs_the_same_in_a_long_thread(browse, helper, settings):
    settings.CHANNEL_COMMUNITY = {"POST_INTERVAL": ""}
    client, costs = browse(helper), []
    for size in (1, 30):
        thread = open_thread(posts=size)
        client.post(url("thread_reply", thread.pk), {"body": "Warm."})
        with CaptureQueriesContext(connection) as captured:
            client.post(url("thread_reply", thread.pk), {"body": "Counted."})
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 40


def test_a_reply_does_not_cost_more_with_many_readers(thread):
    reply(thread)
    with CaptureQueriesContext(connection) as captured:
        reply(thread, customer())
    assert len(captured) <= 40
