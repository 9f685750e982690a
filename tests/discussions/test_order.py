"""Closing and pinning, accepting for others, moved addresses, and pages that a thread does not have."""

import pytest
from django.contrib.auth.models import Group

from channel_community.discussions import actions
from channel_community.discussions.topics import ThreadTopic
from channel_community.events.models import Event
from channel_community.members.enums import MANAGERS_GROUP
from channel_community.members.viewer import ANONYMOUS, viewer_for_user
from tests.discussions.build import JSON, assert_error, customer, open_thread, reply, thread_url, url
from tests.factories import BoardFactory, MemberFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread(partner, asker):
    return open_thread(board=BoardFactory(partner=partner), author=asker)


@pytest.fixture
def manager(db):
    member = MemberFactory()
    member.user.groups.add(Group.objects.get_or_create(name=MANAGERS_GROUP)[0])
    return member


@pytest.mark.parametrize(("name", "field"), [("thread_close", "is_closed"), ("thread_pin", "is_pinned")])
def test_a_moderator_does_it_and_takes_it_back(browse, moderator, thread, name, field):
    client = browse(moderator)
    assert url(name, thread.pk) in client.get(thread_url(thread)).content.decode()
    for form, wanted in (({}, True), ({"undo": "1"}, False)):
        assert client.post(url(name, thread.pk), form)["Location"] == thread_url(thread)
        thread.refresh_from_db()
        assert getattr(thread, field) is wanted
    assert client.post(url(name, thread.pk), **JSON).json()[field] is True


@pytest.mark.parametrize("name", ["thread_close", "thread_pin"])
def test_nobody_else_does(browse, asker, thread, name):
    for member in (asker, MembershipFactory(role="moderator").member):
        client = browse(member)
        assert url(name, thread.pk) not in client.get(thread_url(thread)).content.decode()
        assert_error(client.post(url(name, thread.pk), **JSON), 403, "forbidden")
    assert browse().post(url(name, thread.pk)).status_code == 302
    thread.refresh_from_db()
    assert not (thread.is_closed or thread.is_pinned)


def test_a_manager_accepts_for_others_with_a_reason_that_is_kept(browse, manager, helper, thread):
    answer, client = reply(thread, helper), browse(manager)
    accept = url("post_accept", answer.pk)
    assert_error(client.post(accept, **JSON), 400, "reason_needed", "reason")
    assert f'action="{accept}"' in client.get(thread_url(thread)).content.decode()
    assert client.post(accept, {"reason": "Asker left"}).status_code == 302
    thread.refresh_from_db()
    assert thread.accepted_post == answer
    assert Event.objects.get(name="discussions.answer.accepted").payload["reason"] == "Asker left"
    client.post(accept, {"reason": "A mistake", "undo": "1"})
    assert Event.objects.get(name="discussions.answer.unaccepted").payload["reason"] == "A mistake"


def test_who_asked_gives_no_reason(browse, asker, helper, thread):
    page = browse(asker).get(thread_url(thread)).content.decode()
    answer = reply(thread, helper)
    assert 'name="reason"' not in page
    assert browse(asker).post(url("post_accept", answer.pk), **JSON).status_code == 200


def test_only_those_who_may_reply_are_shown_as_writing(thread, asker):
    def types(viewer):
        return ThreadTopic().resolve(viewer, thread.pk).may_type

    assert types(viewer_for_user(asker.user))
    assert not types(ANONYMOUS)
    actions.thread_close(thread=thread, actor=asker)
    assert not types(viewer_for_user(asker.user))


def test_moved_addresses_are_asked_for_again(browse, thread, board):
    for address in (url("thread", thread.pk, "old"), url("board", board.pk, "old")):
        response = browse().get(address)
        assert (response.status_code, response["Cache-Control"]) == (301, "no-cache")


def test_a_page_that_is_not_there_leads_back_to_those_that_are(browse, settings, thread):
    settings.CHANNEL_COMMUNITY = {"POSTS_PER_PAGE": 2}
    for _number in range(3):
        reply(thread, customer())
    response = browse().get(thread_url(thread), {"page": "9999"})
    page = response.content.decode()
    assert response.status_code == 404
    assert f'href="{thread_url(thread)}?page=2"' in page
    assert f'href="{thread_url(thread)}"' in page
    assert browse().get(thread_url(thread)).content.decode().count('class="cc-pager"') == 2


def test_a_draft_never_breaks_a_session_in_a_cookie(client, settings, thread):
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    response = client.post(url("thread_reply", thread.pk), {"body": "x y " * 4000})
    assert response.status_code == 302
    assert "sessionid" not in response.cookies
