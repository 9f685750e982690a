"""What the frames of a thread say about the thread itself."""

import pytest

from channel_community.discussions import actions
from tests.discussions.build import reply, url

pytestmark = pytest.mark.django_db


def changes(client, thread, after):
    return client.get(url("thread_changes", thread.pk), {"after": after}).json()


def test_accepted_number_is_told_when_the_accepted_post_did_not_change(client, thread, asker):
    answer = reply(thread)
    actions.answer_accept(post=answer, actor=asker)
    thread.refresh_from_db()
    reply(thread, body="Thank you both.")
    frame = changes(client, thread, thread.sequence)
    assert [post["number"] for post in frame["posts"]] == [3]
    assert (frame["thread"]["accepted_post_id"], frame["thread"]["accepted_number"]) == (answer.pk, 2)


def test_accepted_number_is_none_without_an_answer(client, thread):
    assert changes(client, thread, 0)["thread"]["accepted_number"] is None


def test_article_for_everybody_holds_the_moderators_link_hidden(client, thread):
    reply(thread)
    html = changes(client, thread, 0)["posts"][1]["html"]
    link = html[html.index('data-cc-show="moderator"') :].partition(">")[0]
    assert "hidden" in link
