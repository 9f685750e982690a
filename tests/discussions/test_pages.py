"""Reading: boards, threads page by page, permanent addresses."""

import pytest

from channel_community.discussions import actions
from tests.discussions.build import JSON, open_thread, reply, thread_url, url
from tests.factories import BoardFactory, PartnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _short_pages(settings):
    settings.CHANNEL_COMMUNITY = {"POSTS_PER_PAGE": 3, "THREADS_PER_PAGE": 3}


@pytest.fixture
def long_thread(helper, asker, board):
    return open_thread(board=board, posts=7, writers=[helper, asker])


def numbers(response):
    return [post.number for post in response.context["posts"]]


@pytest.mark.parametrize(
    ("page", "shown"), [("", [1, 2, 3]), ("?page=1", [1, 2, 3]), ("?page=2", [4, 5, 6]), ("?page=3", [7])]
)
def test_pages_hold_posts_by_number(client, long_thread, page, shown):
    assert numbers(client.get(thread_url(long_thread) + page)) == shown


def test_removed_posts_keep_their_place(client, long_thread, asker):
    actions.post_remove(post=long_thread.posts.get(number=2), actor=asker)
    assert numbers(client.get(thread_url(long_thread))) == [1, 2, 3]


def test_the_page_after_the_last_is_missing(client, long_thread):
    assert client.get(f"{thread_url(long_thread)}?page=4").status_code == 404


@pytest.mark.parametrize(
    ("number", "place"), [(1, "#post-1"), (3, "#post-3"), (4, "?page=2#post-4"), (7, "?page=3#post-7")]
)
def test_a_permanent_address_leads_to_the_page_that_holds_the_post(client, long_thread, number, place):
    for address in (f"{thread_url(long_thread)}{number}/", None):
        post = long_thread.posts.get(number=number)
        response = client.get(address or url("post", post.pk))
        if address is None:
            assert response["Location"] == f"{thread_url(long_thread)}{number}/"
        else:
            assert response["Location"] == thread_url(long_thread) + place
        assert response.status_code == 302


def test_a_wrong_slug_leads_to_the_right_one_for_good(client, long_thread, board):
    response = client.get(f"/community/t/{long_thread.pk}/old-title/?page=2")
    assert response.status_code == 301
    assert response["Location"] == f"{thread_url(long_thread)}?page=2"
    response = client.get(f"/community/b/{board.pk}/old-title/")
    assert response.status_code == 301
    assert response["Location"] == url("board", board.pk, board.slug)


def test_a_retitled_thread_is_found_under_its_old_address(client, long_thread, asker):
    old = thread_url(long_thread)
    actions.thread_retitle(thread=long_thread, actor=asker, title="Which tapes last?")
    response = client.get(old, follow=True)
    assert response.redirect_chain[0][1] == 301
    assert "Which tapes last?" in response.content.decode()


def test_readers_may_ask_for_the_head_only(client, long_thread, board):
    for path in (thread_url(long_thread), url("board", board.pk, board.slug), f"{thread_url(long_thread)}2/"):
        response = client.head(path)
        assert response.status_code in {200, 302}
        assert response.content == b""


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_reading_addresses_take_nothing(browse, helper, long_thread, board, method):
    for path in (
        thread_url(long_thread),
        url("board", board.pk, board.slug),
        url("thread_changes", long_thread.pk),
    ):
        assert getattr(browse(helper), method)(path).status_code == 405


def test_the_accepted_answer_is_told_on_the_first_page_wherever_it_stands(client, long_thread, asker):
    actions.answer_accept(post=long_thread.posts.get(number=7), actor=asker)
    page = client.get(thread_url(long_thread))
    assert page.context["accepted"].number == 7
    assert numbers(page) == [1, 2, 3]
    assert f'href="{thread_url(long_thread)}7/"' in page.content.decode()


def test_a_board_is_read_page_by_page(client, board):
    threads = [open_thread(board=board, title=f"Thread number {number}") for number in range(7)]
    seen, address = [], url("board", board.pk, board.slug)
    for size in (3, 3, 1):
        page = client.get(address)
        assert len(page.context["threads"]) == size
        seen += [card.id for card in page.context["threads"]]
        address = url("board", board.pk, board.slug) + page.context["page_obj"].next_url
    assert seen == [thread.pk for thread in reversed(threads)]
    assert page.context["page_obj"].next_url == ""
    assert page.context["page_obj"].previous_url


def test_pinned_threads_lead_the_first_page_only(client, board):
    threads = [open_thread(board=board, title=f"Thread number {number}") for number in range(5)]
    threads[0].is_pinned = True
    threads[0].save()
    first = client.get(url("board", board.pk, board.slug))
    assert first.context["threads"][0].id == threads[0].pk
    second = client.get(url("board", board.pk, board.slug) + first.context["page_obj"].next_url)
    assert threads[0].pk not in [card.id for card in second.context["threads"]]


def test_the_newest_post_brings_a_thread_to_the_top(client, board):
    threads = [open_thread(board=board, title=f"Thread number {number}") for number in range(3)]
    reply(threads[0])
    assert client.get(url("board", board.pk, board.slug)).context["threads"][0].id == threads[0].pk


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {"A question", "An answered question", "A talk"}),
        ("?kind=question", {"A question", "An answered question"}),
        ("?kind=discussion", {"A talk"}),
        ("?unanswered=on", {"A question"}),
    ],
)
def test_filters(client, board, asker, query, titles):
    open_thread(board=board, title="A question")
    open_thread(board=board, title="A talk", kind="discussion")
    answered = open_thread(board=board, author=asker, title="An answered question")
    actions.answer_accept(post=reply(answered), actor=asker)
    page = client.get(url("board", board.pk, board.slug) + query)
    assert {card.title for card in page.context["threads"]} == titles


def test_a_board_without_threads_says_what_to_do(browse, helper):
    empty = BoardFactory()
    page = browse(helper).get(url("board", empty.pk, empty.slug)).content.decode()
    assert f'href="{url("thread_new", empty.pk, empty.slug)}"' in page


def test_missing_things_are_missing_in_words_and_as_json(client, db):
    for path in ("/community/b/1/x/", "/community/t/1/x/", "/community/t/1/x/1/", "/community/posts/1/"):
        page = client.get(path)
        assert page.status_code == 404
        assert "not open to you" in page.content.decode()
        answer = client.get(path, **JSON)
        assert answer.status_code == 404
        assert set(answer.json()) == {"code", "detail", "errors"}


def test_hidden_threads_are_missing(client, thread, board):
    thread.is_hidden = True
    thread.save()
    assert client.get(thread_url(thread)).status_code == 404
    assert client.get(url("thread_changes", thread.pk)).status_code == 404
    assert client.get(url("board", board.pk, board.slug)).context["threads"] == []


def test_a_partners_board_wears_its_colours(client):
    board = BoardFactory(partner=PartnerFactory(name="Fjordgrid"))
    page = client.get(thread_url(open_thread(board=board)))
    assert page.context["branding"].partner_name == "Fjordgrid"
    assert "Fjordgrid" in page.content.decode()
