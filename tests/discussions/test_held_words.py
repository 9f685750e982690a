"""What a newcomer sees of a text that waits or was turned down, and when it cannot be published any more."""

import pytest
from django.utils import timezone

from channel_community.discussions import actions
from channel_community.discussions.about import Subject, token_for
from tests.discussions.build import JSON, assert_error, open_thread, prospect, thread_url, url
from tests.factories import BoardFactory, UserFactory, WebinarFactory

pytestmark = pytest.mark.django_db
WAITING = "Only you see this until a moderator has read it."


@pytest.fixture
def thread(partner, asker):
    return open_thread(board=BoardFactory(partner=partner), author=asker)


@pytest.fixture
def held(thread):
    return actions.post_hold(author=prospect(), thread=thread, body="My first words.")


def decide(client, held, decision="approve", **form):
    return client.post(url("moderation_decide", held.pk), {"decision": decision, **form})


@pytest.mark.parametrize("reason", ["", "  "])
def test_turning_down_needs_a_reason_beside_its_field(browse, moderator, held, reason):
    response = decide(browse(moderator), held, "refuse", reason=reason)
    page = response.content.decode()
    assert response.status_code == 400
    assert "its author reads it" in page
    assert "My first words." in page
    form = {"decision": "refuse"}
    answer = browse(moderator).post(url("moderation_decide", held.pk), form, **JSON)
    assert_error(answer, 400, "reason_needed", "reason")
    held.refresh_from_db()
    assert held.state == "waiting"


def test_its_author_alone_sees_a_waiting_reply_in_the_thread(browse, held, asker, thread):
    page = browse(held.author).get(thread_url(thread)).content.decode()
    assert WAITING in page
    assert "My first words." in page
    for other in (asker, prospect(), None):
        page = browse(other).get(thread_url(thread)).content.decode()
        assert WAITING not in page
        assert "My first words." not in page


def test_ones_own_page_lists_what_waits_and_what_was_turned_down(browse, moderator, held, thread):
    own = browse(held.author)
    assert "waiting for a moderator" in own.get(url("me")).content.decode()
    decide(browse(moderator), held, "refuse", reason="An advertisement")
    page = own.get(url("me")).content.decode()
    assert "An advertisement" in page
    assert "My first words." in page
    assert f'{thread_url(thread)}#reply"' in page
    assert WAITING not in own.get(thread_url(thread)).content.decode()


def test_a_thread_turned_down_can_be_written_again_on_its_board(browse, moderator, thread):
    newcomer = prospect()
    held = actions.post_hold(author=newcomer, board=thread.board, title="Cheap disks", body="Buy them.")
    actions.held_refuse(held=held, moderator=moderator, reason="No shop here")
    assert "/new/?title=Cheap+disks" in browse(newcomer).get(url("me")).content.decode()


def test_the_title_of_a_thread_that_was_hidden_is_not_told(browse, held, thread):
    thread.title, thread.is_hidden = "Secret plans", True
    thread.save()
    page = browse(held.author).get(url("me")).content.decode()
    assert "My first words." in page
    assert "Secret plans" not in page


def test_approved_words_leave_the_list(browse, moderator, held):
    decide(browse(moderator), held)
    assert "My first words." not in browse(held.author).get(url("me")).content.decode()


@pytest.mark.parametrize("what", ["closed", "hidden", "author", "gone", "partner"])
def test_what_could_not_be_posted_now_is_not_published(browse, held, thread, partner, what):
    match what:
        case "closed":
            actions.thread_close(thread=thread, actor=thread.author)
        case "hidden":
            thread.is_hidden = True
            thread.save()
        case "author":
            held.author.suspended_until = timezone.now() + timezone.timedelta(days=1)
            held.author.save()
        case "gone":
            held.author.user.is_active = False
            held.author.user.save()
        case "partner":
            partner.state = "suspended"
            partner.save()
    manager = UserFactory(is_superuser=True)
    client = browse()
    client.force_login(manager)
    response = decide(client, held)
    assert response.status_code == 409
    assert url("moderation") in response.content.decode()
    held.refresh_from_db()
    assert (held.state, thread.posts.count()) == ("waiting", 1)


def test_a_suspended_partners_moderator_sees_nothing_of_it(browse, moderator, held, partner):
    partner.state = "suspended"
    partner.save()
    assert "My first words." not in browse(moderator).get(url("moderation")).content.decode()
    assert decide(browse(moderator), held).status_code == 404


def test_two_openings_of_one_thread_are_both_published(browse, moderator, board, asker):
    webinar, newcomer = WebinarFactory(), prospect()
    about = token_for(Subject(webinar, board.pk, "Backups", "/x/"))
    texts = [
        actions.post_hold(author=newcomer, board=board, title="Backups", body=body, about=about)
        for body in ("First.", "Second.")
    ]
    posts = [actions.held_approve(held=text, moderator=asker) for text in texts]
    assert [post.number for post in posts] == [1, 2]
