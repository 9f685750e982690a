"""What readers are sent: frames of what changed, and the same by plain HTTP."""

import pytest
from django.db import transaction

from channel_community.discussions import actions, live
from tests.discussions.build import assert_error, open_thread, reply, url
from tests.factories import BoardFactory

pytestmark = pytest.mark.django_db


def ask(client, thread, after):
    return client.get(url("thread_changes", thread.pk), {"after": after})


def test_a_frame_leads_from_what_is_held_to_what_is(client, thread, helper):
    post = reply(thread, helper, body="Ours did.", client_key="k-1")
    response = ask(client, thread, 1)
    assert response["Content-Type"] == "application/json"
    assert response["Cache-Control"] == "no-store"
    frame = response.json()
    assert (frame["type"], frame["topic"], frame["previous"], frame["sequence"]) == (
        "changes",
        f"thread:{thread.pk}",
        1,
        2,
    )
    entry = frame["posts"][0]
    assert set(entry) == {"id", "number", "sequence", "state", "html", "author", "created_at", "client_key"}
    assert (entry["id"], entry["number"], entry["client_key"]) == (post.pk, 2, "k-1")
    assert entry["author"]["handle"] == helper.handle
    assert "Ours did." in entry["html"]
    assert frame["thread"]["reply_count"] == 1


def test_nothing_new_is_an_empty_frame(client, thread):
    frame = ask(client, thread, 1).json()
    assert (frame["previous"], frame["sequence"], frame["posts"]) == (1, 1, [])


def test_without_a_number_everything_is_told(client, thread):
    assert len(client.get(url("thread_changes", thread.pk)).json()["posts"]) == 1


def test_a_sequence_that_never_was_means_starting_over(client, thread):
    assert ask(client, thread, 2).json() == {"resync": True}
    assert ask(client, thread, 10**17).json() == {"resync": True}


def test_too_far_behind_means_starting_over(client, settings):
    settings.CHANNEL_COMMUNITY = {"REALTIME_CHANGES_LIMIT": 3}
    thread = open_thread(posts=4)
    assert ask(client, thread, 0).json() == {"resync": True}
    assert len(ask(client, thread, 1).json()["posts"]) == 3


def test_only_what_changed_is_told_and_only_its_last_state(client, thread, helper):
    posts = [reply(thread, helper, body=f"Post {number}") for number in range(3)]
    thread.refresh_from_db()
    held = thread.sequence
    for text in ("First try.", "Second try."):
        actions.post_edit(post=posts[1], editor=helper, body=text)
    frame = ask(client, thread, held).json()
    assert [entry["number"] for entry in frame["posts"]] == [3]
    assert "Second try." in frame["posts"][0]["html"]
    assert frame["sequence"] == held + 2


def test_a_removed_post_is_told_without_its_text(client, thread, helper):
    post = reply(thread, helper, body="Regretted words.")
    actions.post_remove(post=post, actor=helper)
    response = ask(client, thread, 0)
    assert "Regretted words." not in response.content.decode()
    assert [entry["state"] for entry in response.json()["posts"]] == ["visible", "removed"]


def test_closing_is_told_without_posts(client, thread, asker):
    actions.thread_close(thread=thread, actor=asker)
    frame = ask(client, thread, 1).json()
    assert frame["thread"]["is_closed"] is True
    assert frame["posts"] == []


def test_frames_are_the_same_for_every_reader(browse, helper, asker, thread):
    post = reply(thread, helper)
    actions.reaction_toggle(post=post, member=asker, kind="helped")
    frames = {ask(browse(member), thread, 0).content for member in (None, helper, asker)}
    assert len(frames) == 1


def test_frames_speak_the_sites_language(client, thread, settings):
    settings.LANGUAGE_CODE = "en"
    german = client.get(url("thread_changes", thread.pk), HTTP_ACCEPT_LANGUAGE="de")
    assert german.json() == ask(client, thread, 0).json()


def test_who_may_not_read_gets_what_a_missing_thread_gives(browse, helper):
    hidden = open_thread(board=BoardFactory(access="staff"))
    missing = browse(helper).get("/community/t/999999/changes/?after=0")
    refused = ask(browse(helper), hidden, 0)
    assert_error(refused, 404, "not_found")
    assert refused.content == missing.content


def test_each_change_is_broadcast_once_with_the_sequence_before_it(
    thread, helper, asker, monkeypatch, django_capture_on_commit_callbacks
):
    sent = []
    monkeypatch.setattr(live.broadcast, "publish", lambda topic, frame: sent.append((topic, frame)))
    with django_capture_on_commit_callbacks(execute=True):
        post = reply(thread, helper)
    with django_capture_on_commit_callbacks(execute=True):
        actions.answer_accept(post=post, actor=asker)
    assert [(topic, frame["previous"], frame["sequence"]) for topic, frame in sent] == [
        (f"thread:{thread.pk}", 1, 2),
        (f"thread:{thread.pk}", 2, 3),
    ]


def test_what_is_rolled_back_is_never_told(thread, helper, monkeypatch, django_capture_on_commit_callbacks):
    sent = []
    monkeypatch.setattr(live.broadcast, "publish", lambda topic, frame: sent.append(frame))
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        reply(thread, helper)
        transaction.set_rollback(True)
    assert sent == []
    assert thread.posts.count() == 1


def test_a_broadcast_that_fails_does_not_fail_the_post(
    browse, thread, helper, monkeypatch, django_capture_on_commit_callbacks
):
    def broken(*args):
        raise ConnectionError("no layer")

    monkeypatch.setattr(live.broadcast, "publish", broken)
    with django_capture_on_commit_callbacks(execute=True):
        response = browse(helper).post(url("thread_reply", thread.pk), {"body": "Ours did."})
    assert response.status_code == 302
    assert thread.posts.count() == 2
