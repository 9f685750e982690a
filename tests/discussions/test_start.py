"""Starting threads."""

import pytest

from channel_community.discussions.models import HeldPost, Thread
from tests.discussions.build import JSON, assert_error, key, new_url, prospect, thread_url
from tests.factories import BoardFactory

pytestmark = pytest.mark.django_db
FORM = {
    "title": "Which disks last?",
    "body": "Ours *do not*.",
    "kind": "question",
    "tags": "Disks, raid 5, disks",
}


def test_a_new_thread_leads_to_itself(browse, helper, board):
    response = browse(helper).post(new_url(board), {**FORM, "client_key": key()})
    thread = Thread.objects.get()
    assert response.status_code == 302
    assert response["Location"] == thread_url(thread)
    assert (thread.title, thread.kind, thread.slug) == ("Which disks last?", "question", "which-disks-last")
    assert thread.tag_names == ["disks", "raid 5"]
    assert sorted(thread.tags.values_list("name", flat=True)) == ["disks", "raid 5"]
    assert thread.posts.get().html == "<p>Ours <em>do not</em>.</p>\n"
    assert thread.excerpt == "Ours do not."


def test_a_program_gets_the_threads_address(browse, helper, board):
    response = browse(helper).post(new_url(board), FORM, **JSON)
    assert response.status_code == 201
    thread = Thread.objects.get()
    assert response.json() == {"id": thread.pk, "url": thread_url(thread), "sequence": 1}


def test_sending_the_form_twice_opens_one_thread(browse, helper, board):
    form = {**FORM, "client_key": key()}
    first, second = (browse(helper).post(new_url(board), form) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Thread.objects.count() == 1
    board.refresh_from_db()
    assert (board.thread_count, board.post_count) == (1, 1)


@pytest.mark.parametrize("change", [{"title": "Which tapes last?"}, {"body": "Something else."}])
def test_one_key_for_two_threads_is_a_conflict_that_keeps_the_text(browse, helper, board, change):
    form = {**FORM, "client_key": key()}
    browse(helper).post(new_url(board), form)
    assert_error(browse(helper).post(new_url(board), {**form, **change}, **JSON), 409, "key_reused")
    page = browse(helper).post(new_url(board), {**form, **change})
    assert page.status_code == 409
    assert next(iter(change.values())) in page.content.decode()
    assert Thread.objects.count() == 1


def test_a_key_used_for_a_reply_cannot_open_a_thread(browse, helper, board, thread):
    form = {**FORM, "client_key": key()}
    browse(helper).post(f"/community/t/{thread.pk}/reply/", form)
    assert_error(browse(helper).post(new_url(board), form, **JSON), 409, "key_reused")


def test_the_form_is_shown_with_the_question_that_was_typed_on_the_way(browse, helper, board):
    page = browse(helper).get(new_url(board), {"title": "Why <b>so</b> slow?"}).content.decode()
    assert "Why &lt;b&gt;so&lt;/b&gt; slow?" in page


def test_a_prospects_thread_waits(browse, board):
    newcomer, form = prospect(), {**FORM, "client_key": key()}
    responses = [browse(newcomer).post(new_url(board), form) for _ in range(2)]
    assert {response.status_code for response in responses} == {302}
    held = HeldPost.objects.get()
    assert (held.board, held.title, held.kind, held.tags) == (
        board,
        FORM["title"],
        "question",
        ["disks", "raid 5"],
    )
    assert Thread.objects.count() == 0
    assert browse(newcomer).post(new_url(board), form, **JSON).status_code == 202
    assert_error(
        browse(newcomer).post(new_url(board), {**form, "title": "Another"}, **JSON), 409, "key_reused"
    )


def test_a_closed_board_takes_no_thread_and_gives_the_text_back(browse, helper):
    closed = BoardFactory(is_closed=True)
    assert browse(helper).get(new_url(closed)).status_code == 409
    response = browse(helper).post(new_url(closed), FORM)
    assert response.status_code == 409
    content = response.content.decode()
    assert FORM["title"] in content
    assert FORM["body"] in content
    assert "This board takes no new threads." in content
    assert_error(browse(helper).post(new_url(closed), FORM, **JSON), 409, "closed")


@pytest.mark.parametrize("path", ["/community/b/999999/x/new/", "hidden"])
def test_an_unknown_board_and_one_that_is_not_open_answer_alike_and_give_the_text_back(browse, helper, path):
    target = new_url(BoardFactory(access="staff")) if path == "hidden" else path
    response = browse(helper).post(target, FORM)
    assert response.status_code == 404
    assert FORM["body"] in response.content.decode()
    assert_error(browse(helper).post(target, FORM, **JSON), 404, "not_found")
    assert browse(helper).get(target).status_code == 404


def test_twenty_threads_a_day(browse, helper, board, settings):
    settings.CHANNEL_COMMUNITY = {"THREAD_RATE": "2/day", "POST_INTERVAL": ""}
    for _ in range(3):
        assert browse(helper).post(new_url(board), {**FORM, "title": "x"}).status_code == 400
    for _ in range(2):
        assert browse(helper).post(new_url(board), FORM).status_code == 302
    response = browse(helper).post(new_url(board), FORM)
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 80_000
    assert FORM["body"] in response.content.decode()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_not_allowed(browse, helper, board, method):
    assert getattr(browse(helper), method)(new_url(board)).status_code == 405


def test_a_long_title_of_letters_without_a_slug(browse, helper, board):
    browse(helper).post(new_url(board), {**FORM, "title": "磁" * 150})
    assert Thread.objects.get().slug == "thread"
