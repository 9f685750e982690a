"""What a thread's readers are sent: one kind of frame for the socket, the catch-up and the plain poll."""

from __future__ import annotations

from django.conf import settings as django_settings
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import translation

from channel_community.conf import settings
from channel_community.discussions.cards import POST_FIELDS, PostCard, Urls, post_card
from channel_community.discussions.models import Post, Thread
from channel_community.discussions.queries import posts_between
from channel_community.realtime import broadcast


def topic_of(thread_id: int) -> str:
    """The thread's topic on the socket."""
    return f"thread:{thread_id}"


def announce(thread_id: int, *, previous: int) -> None:
    """After the commit, send readers what changed since sequence `previous`, as well as possible."""
    if settings.REALTIME:
        # A lambda: Django names the function in its log when it fails, and a partial has no name to give.
        transaction.on_commit(lambda: _publish(thread_id, previous), robust=True)


def announce_revoked(thread_id: int) -> None:
    """After the commit, make sockets ask again whether they may still read the thread."""
    if settings.REALTIME:
        transaction.on_commit(lambda: broadcast.publish_revoked(topic_of(thread_id)), robust=True)


def _publish(thread_id: int, previous: int) -> None:
    frame = changes_frame(thread_id, after=previous)
    if frame:
        broadcast.publish(topic_of(thread_id), frame)


def changes_frame(thread_id: int, *, after: int) -> dict | None:
    """A `changes` frame with the current state of all that changed after sequence `after`.

    None means resync: the reader is too far behind, or holds a sequence that never was. Two queries. Posts
    are bounded by the sequence read first, so that a commit in between is not half seen: it comes with the
    next frame.
    """
    threads = Thread.objects.annotate(accepted_number=F("accepted_post__number"))
    thread = threads.filter(pk=thread_id).first()
    if thread is None or after > thread.sequence or after < 0:
        return None
    limit = settings.REALTIME_CHANGES_LIMIT
    url = Urls().thread(thread.pk, thread.slug)
    posts = posts_between(thread, after=after, head=thread.sequence, limit=limit, thread_url=url)
    if len(posts) > limit:
        return None
    return {
        "type": "changes",
        "topic": topic_of(thread_id),
        "previous": after,
        "sequence": thread.sequence,
        "thread": thread_state(thread),
        "posts": [post_entry(post, thread) for post in posts],
    }


def thread_state(thread: Thread) -> dict:
    """The thread's own visible state, as frames carry it; the row is annotated with `accepted_number`."""
    return {
        "id": thread.pk,
        "title": thread.title,
        "kind": thread.kind,
        "is_closed": thread.is_closed,
        "is_solved": thread.accepted_post_id is not None,
        "accepted_post_id": thread.accepted_post_id,
        "accepted_number": thread.accepted_number,
        "reply_count": thread.reply_count,
        "last_number": thread.last_number,
    }


def post_entry(post: PostCard, thread: Thread) -> dict:
    """One post as frames carry it; `html` is the whole article, the same for every reader."""
    return {
        "id": post.id,
        "number": post.number,
        "sequence": post.sequence,
        "state": post.state,
        "html": render_post(post, thread),
        "author": {
            "id": post.author.id,
            "handle": post.author.handle,
            "name": post.author.name,
            "avatar_url": post.author.avatar_url,
        },
        "created_at": post.created_at.isoformat(),
        "client_key": post.client_key,
    }


def render_post(post: PostCard, thread: Thread) -> str:
    """The article of one post for everybody: no viewer, the site's own language."""
    context = {"post": post, "thread_author_id": thread.author_id, "thread_kind": thread.kind}
    with translation.override(django_settings.LANGUAGE_CODE):
        return render_to_string("channel_community/elements/post.html", context)


def entry_of(thread: Thread, post: Post) -> dict:
    """The entry of one post just written, as its author's tab gets it in the answer to the request."""
    rows = Post.objects.filter(pk=post.pk).values(*POST_FIELDS)
    urls = Urls()
    card = post_card(
        rows[0],
        thread_url=urls.thread(thread.pk, thread.slug),
        accepted_id=thread.accepted_post_id,
        urls=urls,
    )
    return post_entry(card, thread)
