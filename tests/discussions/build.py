"""People and threads for the tests, made by the actions themselves."""

from itertools import count

from django.urls import reverse

from channel_community.discussions import actions
from tests.factories import BoardFactory, MemberFactory, MembershipFactory

JSON = {"HTTP_ACCEPT": "application/json"}
_keys = count(1)


def customer(**values):
    """A member who bought from some partner, and so may write everywhere they may read."""
    return MembershipFactory(member=MemberFactory(**values)).member


def prospect(**values):
    """A member whom no partner knows yet."""
    return MemberFactory(**values)


def open_thread(
    *, author=None, board=None, posts=1, kind="question", title="Which disks last?", body=None, **more
):
    """A thread of `posts` posts, all by its author unless `writers` are given."""
    author = author or customer()
    writers = more.pop("writers", [author])
    thread = actions.thread_create(
        board=board or BoardFactory(),
        author=author,
        title=title,
        kind=kind,
        body=body or "What do you use?",
        **more,
    )
    for number in range(2, posts + 1):
        reply(thread, writers[number % len(writers)], body=body or f"Post {number} says so.")
    thread.refresh_from_db()
    return thread


def reply(thread, author=None, body="Ours ran for nine years.", **more):
    return actions.post_create(thread=thread, author=author or customer(), body=body, **more)


def key():
    """A key that no other form of this run has."""
    return f"key-{next(_keys)}"


def url(name, *args):
    return reverse(f"channel_community:{name}", args=args)


def reply_url(thread):
    return url("thread_reply", thread.pk)


def thread_url(thread):
    return url("thread", thread.pk, thread.slug)


def new_url(board):
    return url("thread_new", board.pk, board.slug)


def assert_error(response, status, code, *fields):
    """The answer is the documented JSON error, names the fields, and says something about each."""
    assert response.status_code == status, response.content[:300]
    body = response.json()
    assert set(body) == {"code", "detail", "errors"}
    assert body["code"] == code
    assert body["detail"]
    assert set(body["errors"]) == set(fields)
    assert all(messages and all(messages) for messages in body["errors"].values())
    return body
