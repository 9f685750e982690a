"""Threads, webinars and boards on pages: each reader sees what is open to them, and nothing of the rest."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.content.show import show
from tests.factories import BoardFactory, MemberFactory, MembershipFactory, ThreadFactory, WebinarFactory

pytestmark = pytest.mark.django_db
PROMPT = "How do you test your restores?"
MARKS = {
    "thread_card": 'class="cc-block-thread"',
    "webinar_card": 'class="cc-block-webinar"',
    "start_discussion": 'cc-block-start"',
}


def ask(board):
    return ("start_discussion", {"board": board, "prompt": PROMPT, "text": "Short answers are fine."})


@pytest.fixture
def closed_board(tree):
    return BoardFactory(partner=tree.partner, title="Closed circle", access="customers")


@pytest.fixture
def customer(client, tree):
    member = MembershipFactory(partner=tree.partner).member
    client.force_login(member.user)
    return member


def test_a_thread_is_shown_as_a_card(client, tree):
    thread = ThreadFactory(board=BoardFactory(partner=tree.partner), title="How long does a restore take?")
    page = show(client, tree.article, ("thread_card", thread))
    assert "How long does a restore take?" in page
    assert f"/community/t/{thread.pk}/" in page


def test_nothing_is_shown_of_a_thread_that_the_reader_may_not_see(client, tree, closed_board):
    thread = ThreadFactory(board=closed_board, title="Canary in the mine", slug="canary-in-the-mine")
    page = show(client, tree.article, ("thread_card", thread))
    assert "anary" not in page
    assert f"/t/{thread.pk}/" not in page
    assert "Closed circle" not in page


def test_a_reader_who_may_see_the_thread_does(client, tree, closed_board, customer):
    thread = ThreadFactory(board=closed_board, title="Canary in the mine")
    assert "Canary in the mine" in show(client, tree.article, ("thread_card", thread))


def test_a_hidden_or_deleted_thread_leaves_the_page(client, tree):
    hidden, deleted = ThreadFactory(title="Canary one", is_hidden=True), ThreadFactory(title="Canary two")
    tree.article.sections = [("thread_card", hidden), ("thread_card", deleted)]
    tree.article.save()
    deleted.delete()
    answer = client.get(tree.article.url)
    assert answer.status_code == 200
    assert "Canary" not in answer.content.decode()


def test_a_webinar_is_shown_to_those_who_may_know_of_it(client, tree):
    shown = WebinarFactory(partner=tree.partner, title="Restore drills", state="scheduled")
    draft = WebinarFactory(partner=tree.partner, title="Canary webinar", state="draft")
    page = show(client, tree.article, ("webinar_card", shown), ("webinar_card", draft))
    assert "Restore drills" in page
    assert "Canary" not in page


def test_a_discussion_begins_on_the_form_of_the_board_with_the_title_filled_in(client, tree, customer):
    board = BoardFactory(partner=tree.partner, title="Backup")
    page = show(client, tree.article, ask(board))
    form = page.split('class="cc-ask cc-block-start"')[1].split("</form>")[0]
    assert f'action="/community/b/{board.pk}/{board.slug}/new/"' in form
    assert f'name="title" maxlength="150" autocomplete="off" value="{PROMPT}"' in form
    answer = client.get(f"/community/b/{board.pk}/{board.slug}/new/", {"title": PROMPT})
    assert f'value="{PROMPT}"' in answer.content.decode()


@pytest.mark.parametrize("board", [{"access": "customers"}, {"is_closed": True}])
def test_there_is_no_form_for_a_board_that_takes_no_thread_of_the_reader(client, tree, board):
    page = show(client, tree.article, ask(BoardFactory(partner=tree.partner, title="Canary", **board)))
    assert PROMPT not in page
    assert "Canary" not in page


@pytest.mark.parametrize("kind", MARKS)
def test_many_cards_cost_what_one_costs(client, tree, kind):
    def block():
        board = BoardFactory(partner=tree.partner)
        if kind == "start_discussion":
            return ask(board)
        return (
            kind,
            ThreadFactory(board=board) if kind == "thread_card" else WebinarFactory(state="scheduled"),
        )

    def cost(count):
        show(client, tree.article, *[block() for _ in range(count)])
        with CaptureQueriesContext(connection) as queries:
            page = client.get(tree.article.url).content.decode()
        assert page.count(MARKS[kind]) == count
        return len(queries)

    assert cost(1) == cost(7)


def test_a_reader_sees_their_own_page_not_the_one_shown_before(client, tree, closed_board):
    thread = ThreadFactory(board=closed_board, title="Canary in the mine")
    tree.article.sections = [("thread_card", thread)]
    tree.article.save()
    member = MembershipFactory(partner=tree.partner).member
    client.force_login(member.user)
    assert "Canary" in client.get(tree.article.url).content.decode()
    client.force_login(MemberFactory().user)
    assert "Canary" not in client.get(tree.article.url).content.decode()
