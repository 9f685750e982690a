"""The queue of newcomers' texts."""

import pytest

from channel_community.discussions import actions
from channel_community.discussions.models import HeldPost, Post, Thread
from tests.discussions.build import JSON, assert_error, key, open_thread, prospect, thread_url, url
from tests.factories import BoardFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread(partner, asker):
    return open_thread(board=BoardFactory(partner=partner), author=asker)


@pytest.fixture
def held(thread):
    return actions.post_hold(
        author=prospect(name="Nils New"), thread=thread, body="Hello **you**.", client_key=key()
    )


def decide(client, held, decision="approve", **form):
    return client.post(url("moderation_decide", held.pk), {"decision": decision, **form})


def test_the_queue_shows_texts_as_readers_would_see_them(browse, moderator, held):
    page = browse(moderator).get(url("moderation")).content.decode()
    assert "Hello <strong>you</strong>." in page
    assert "Nils New" in page


def test_an_approved_reply_appears_under_its_authors_name(browse, client, moderator, held, thread):
    assert decide(browse(moderator), held).status_code == 302
    post = Post.objects.get(thread=thread, number=2)
    assert (post.author, post.client_key) == (held.author, held.client_key)
    held.refresh_from_db()
    assert (held.state, held.decided_by, held.post) == ("approved", moderator, post)
    assert "Hello <strong>you</strong>." in client.get(thread_url(thread)).content.decode()


def test_an_approved_thread_appears(browse, moderator, thread):
    held = actions.post_hold(
        author=prospect(),
        board=thread.board,
        title="My first thread",
        body="Hello.",
        kind="question",
        tags="raid",
    )
    decide(browse(moderator), held)
    opened = Thread.objects.get(title="My first thread")
    assert (opened.author, opened.kind, opened.tag_names) == (held.author, "question", ["raid"])
    held.refresh_from_db()
    assert held.post == opened.posts.get()


def test_a_text_turned_down_keeps_the_reason(browse, moderator, held, thread):
    decide(browse(moderator), held, "refuse", reason="An advertisement")
    held.refresh_from_db()
    assert (held.state, held.reason) == ("refused", "An advertisement")
    assert Post.objects.filter(thread=thread).count() == 1


@pytest.mark.parametrize("second", ["approve", "refuse"])
def test_a_text_is_decided_on_once(browse, moderator, held, second):
    client = browse(moderator)
    decide(client, held)
    response = decide(client, held, second)
    assert response.status_code == 409
    assert "already decided" in response.content.decode()
    assert Post.objects.filter(author=held.author).count() == 1


@pytest.mark.parametrize("form", [{}, {"decision": ""}, {"decision": "perhaps"}])
def test_no_decision_is_no_refusal(browse, moderator, held, form):
    response = browse(moderator).post(url("moderation_decide", held.pk), form, **JSON)
    assert_error(response, 400, "invalid", "decision")
    held.refresh_from_db()
    assert held.state == "waiting"


def test_a_moderator_sees_and_decides_in_their_own_scope(browse, held):
    stranger = MembershipFactory(role="moderator").member
    assert "Hello" not in browse(stranger).get(url("moderation")).content.decode()
    assert decide(browse(stranger), held).status_code == 404
    held.refresh_from_db()
    assert held.state == "waiting"


def test_a_partners_administrator_decides_in_the_partners_space(browse, partner, held):
    administrator = MembershipFactory(partner=partner, role="admin").member
    assert decide(browse(administrator), held).status_code == 302


def test_everybody_else_finds_no_queue(browse, held, asker):
    for member in (asker, held.author, MembershipFactory(role="editor").member):
        assert browse(member).get(url("moderation")).status_code == 404
        assert decide(browse(member), held).status_code == 404
    assert browse().get(url("moderation")).status_code == 302
    assert decide(browse(), held).status_code == 302
    assert HeldPost.objects.get().state == "waiting"


def test_ids_that_no_database_holds(browse, moderator):
    for number in (999, 2**63, 2**70):
        assert (
            browse(moderator).post(url("moderation_decide", number), {"decision": "approve"}).status_code
            == 404
        )


def test_a_key_used_again_meanwhile_does_not_lock_the_queue(browse, moderator, held, thread):
    actions.post_create(thread=thread, author=held.author, body="Another text.", client_key=held.client_key)
    assert decide(browse(moderator), held).status_code == 302
    assert Post.objects.filter(author=held.author).count() == 2


def test_nobody_floods_the_queue(browse, thread, moderator):
    newcomer = prospect()
    for number in range(10):
        actions.post_hold(author=newcomer, thread=thread, body=f"Hello {number}.")
    response = browse(newcomer).post(url("thread_reply", thread.pk), {"body": "One more."})
    assert response.status_code == 409
    assert "One more." in response.content.decode()
    assert_error(
        browse(newcomer).post(url("thread_reply", thread.pk), {"body": "x"}, **JSON), 409, "too_many_waiting"
    )
    actions.held_refuse(held=newcomer.held_posts.first(), moderator=moderator, reason="No")
    assert browse(newcomer).post(url("thread_reply", thread.pk), {"body": "x"}, **JSON).status_code == 202


def test_a_stale_token_decides_nothing(browse, moderator, held):
    response = browse(moderator, strict=True).post(url("moderation_decide", held.pk), {"decision": "approve"})
    assert response.status_code == 403
    held.refresh_from_db()
    assert held.state == "waiting"


def test_hostile_text_is_harmless_in_the_queue(browse, moderator, thread):
    held = actions.post_hold(author=prospect(), thread=thread, body="<img src=x onerror=alert(1)>")
    held.author.name = "<b>x"
    held.author.save()
    page = browse(moderator).get(url("moderation")).content.decode()
    assert "<img src=x" not in page
    assert "<b>x" not in page


def test_the_queue_costs_the_same_for_one_and_for_twenty(
    browse, moderator, thread, django_assert_max_num_queries
):
    client = browse(moderator)
    client.get(url("moderation"))
    for size in (1, 19):
        for number in range(size):
            actions.post_hold(author=prospect(), thread=thread, body=f"Hello {number}.")
        with django_assert_max_num_queries(8):
            client.get(url("moderation"))
