"""The thread under a page, a webinar or another object, opened by its first post."""

import pytest

from channel_community.discussions.about import Subject, subject_of, token_for
from channel_community.discussions.models import HeldPost, Post, Thread
from tests.discussions.build import JSON, assert_error, key, open_thread, prospect, thread_url, url
from tests.factories import BoardFactory, WebinarFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def webinar(db):
    return WebinarFactory(title="Backups that come back")


@pytest.fixture
def subject(webinar, board):
    return Subject(instance=webinar, board_id=board.pk, title=webinar.title, url="/community/webinars/1/x/")


@pytest.fixture
def target(subject):
    return url("discuss", token_for(subject))


def test_the_first_post_opens_the_thread(browse, helper, target, webinar, board):
    response = browse(helper).post(target, {"body": "Will it be recorded?", "client_key": key()})
    assert response.status_code == 302
    assert response["Location"] == "/community/webinars/1/x/#discussion"
    thread = Thread.objects.get()
    assert (thread.about, thread.board, thread.title) == (webinar, board, "Backups that come back")
    assert (thread.about_title, thread.about_url) == (str(webinar), "/community/webinars/1/x/")


def test_the_second_becomes_a_reply(browse, asker, helper, target):
    browse(asker).post(target, {"body": "First."})
    response = browse(helper).post(target, {"body": "Second.", "client_key": "k"})
    thread = Thread.objects.get()
    assert response["Location"] == f"{thread_url(thread)}2/"
    again = browse(helper).post(target, {"body": "Second.", "client_key": "k"})
    assert again["Location"] == response["Location"]
    assert Post.objects.count() == 2


def test_a_program_gets_the_address(browse, helper, target):
    response = browse(helper).post(target, {"body": "First.", "client_key": "k"}, **JSON)
    assert response.status_code == 201
    thread = Thread.objects.get()
    assert response.json() == {"id": thread.pk, "url": f"{thread_url(thread)}1/", "number": 1}
    assert (
        browse(helper).post(target, {"body": "First.", "client_key": "k"}, **JSON).json() == response.json()
    )


def test_an_empty_text_is_refused_with_its_reason(browse, helper, target):
    page = browse(helper).post(target, {"body": "  "})
    assert page.status_code == 400
    assert "Write something first" in page.content.decode()
    assert_error(browse(helper).post(target, {"body": "  "}, **JSON), 400, "empty", "body")


def test_a_refused_text_can_be_sent_again_from_where_it_is_shown(browse, helper, target, board):
    board.is_closed = True
    board.save()
    page = browse(helper).post(target, {"body": "Kept words."})
    assert page.status_code == 409
    content = page.content.decode()
    assert "Kept words." in content
    assert f'action="{target}"' in content


def test_a_stale_token_keeps_the_text(browse, helper, target):
    page = browse(helper, strict=True).post(target, {"body": "Kept words."})
    assert page.status_code == 403
    assert "Kept words." in page.content.decode()
    assert Thread.objects.count() == 0


def test_signed_out_people_sign_in_and_come_back(client, target):
    response = client.post(target, {"body": "Kept words."})
    assert response.status_code == 302
    assert "webinars" in response["Location"]
    assert list(client.session["channel_community_drafts"].values()) == [{"body": "Kept words."}]


def test_a_prospects_words_wait(browse, target, webinar):
    assert browse(prospect()).post(target, {"body": "Hello."}).status_code == 302
    held = HeldPost.objects.get()
    assert subject_of(held.about).instance == webinar
    assert Thread.objects.count() == 0


def test_a_held_opening_becomes_the_thread_or_a_reply(browse, asker, helper, target, webinar):
    from channel_community.discussions import actions

    newcomer = prospect()
    browse(newcomer).post(target, {"body": "Hello."})
    browse(asker).post(target, {"body": "I was faster."})
    post = actions.held_approve(held=HeldPost.objects.get(), moderator=helper)
    assert (post.thread.about, post.number, post.author) == (webinar, 2, newcomer)


def test_closed_threads_about_something_take_no_reply(browse, asker, helper, target):
    browse(asker).post(target, {"body": "First."})
    Thread.objects.update(is_closed=True)
    page = browse(helper).post(target, {"body": "Second."})
    assert page.status_code == 409
    assert "Second." in page.content.decode()


def test_a_title_too_short_for_a_thread_gets_a_word_around_it(browse, helper, board, webinar):
    subject = Subject(instance=webinar, board_id=board.pk, title="AI", url="/x/")
    browse(helper).post(url("discuss", token_for(subject)), {"body": "First."})
    assert Thread.objects.get().title == "About “AI”"


def test_a_token_of_a_board_one_may_not_read_is_for_nothing(browse, helper, webinar):
    hidden = BoardFactory(access="staff")
    subject = Subject(instance=webinar, board_id=hidden.pk, title="Backups", url="/x/")
    assert browse(helper).post(url("discuss", token_for(subject)), {"body": "x"}).status_code == 404


def test_a_token_of_something_gone_is_for_nothing(browse, helper, target, webinar):
    webinar.delete()
    page = browse(helper).post(target, {"body": "Kept words."})
    assert page.status_code == 404
    assert "Kept words." in page.content.decode()


def test_a_forged_token_is_for_nothing(subject):
    token = token_for(subject)
    assert subject_of(token).instance == subject.instance
    assert subject_of(token[:-1] + ("A" if token[-1] != "A" else "B")) is None


def test_only_posting_opens(browse, helper, target):
    assert browse(helper).get(target).status_code == 405


def test_other_threads_are_not_touched(browse, helper, target):
    other = open_thread(title="Backups that come back")
    browse(helper).post(target, {"body": "First."})
    assert Thread.objects.count() == 2
    assert other.posts.count() == 1
