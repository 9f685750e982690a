from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from channel_community import sanitize
from channel_community.discussions import live
from channel_community.discussions.actions.answers import clear_accepted
from channel_community.discussions.actions.writing import (
    excerpt_of,
    fact,
    lock_thread,
    next_sequence,
    render_body,
    repeated,
)
from channel_community.discussions.enums import PostState
from channel_community.discussions.event_types import (
    POST_CREATED,
    POST_EDITED,
    POST_REMOVED,
    PostEdited,
    PostFact,
    PostRemoved,
)
from channel_community.discussions.models import Board, Post, PostRevision, Thread
from channel_community.discussions.validators import check_body, check_client_key
from channel_community.events.record import record
from channel_community.exceptions import Conflict, Missing


def post_create(
    *,
    thread: Thread,
    author,
    body: str,
    client_key: str | None = None,
    max_links: int | None = None,
    created_at: datetime | None = None,
) -> Post:
    """Add a numbered post to `thread` and return it; the same `client_key` again returns the first post.

    Raises Invalid on `body` or `client_key`, Conflict when the key was used for another text. Whether the
    author may write here is the caller's question (`permissions.require_reply`).
    """
    body, client_key = check_body(body), check_client_key(client_key)
    html = render_body(body, max_links=max_links)
    mine = Post.objects.filter(author=author, client_key=client_key) if client_key else Post.objects.none()
    same = {"thread_id": thread.pk, "body": body}
    if found := repeated(mine, **same):
        return found
    try:
        with transaction.atomic():
            locked = lock_thread(thread.pk)
            if found := repeated(mine, **same):  # the twin request was first to the lock
                return found
            return append_post(locked, author, body, html, client_key, created_at or timezone.now())
    except IntegrityError:  # the twin wrote into another thread
        if found := repeated(mine, **same):
            return found
        raise


def append_post(thread: Thread, author, body: str, html: str, client_key: str | None, at: datetime) -> Post:
    """Add the next post to the locked `thread`, with counters, event and announcement."""
    previous = thread.sequence
    thread.last_number += 1
    post = Post.objects.create(
        thread=thread,
        number=thread.last_number,
        sequence=next_sequence(thread),
        author=author,
        body=body,
        html=html,
        html_version=sanitize.HTML_VERSION,
        client_key=client_key,
        created_at=at,
    )
    if post.number == 1:
        thread.excerpt = excerpt_of(html)
    else:
        thread.reply_count += 1
    thread.last_post_at, thread.last_author = at, author
    thread.save(
        update_fields=["sequence", "last_number", "reply_count", "last_post_at", "last_author", "excerpt"]
    )
    Board.objects.filter(pk=thread.board_id).update(post_count=F("post_count") + 1, last_post_at=at)
    record(
        POST_CREATED,
        payload=PostFact(**fact(thread, post)),
        actor=author,
        subject=author,
        partner=thread.board.partner,
        obj=post,
        occurred_at=at,
    )
    live.announce(thread.pk, previous=previous)
    return post


@transaction.atomic
def post_edit(*, post: Post, editor, body: str, reason: str = "", max_links: int | None = None) -> Post:
    """Replace the text of `post`, keeping what it said before. The same text again changes nothing.

    `reason` is a moderator's, for the log.
    """
    body = check_body(body)
    html = render_body(body, max_links=max_links)
    thread = lock_thread(post.thread_id)
    post = _fresh(post)
    if post.body == body:
        return post
    PostRevision.objects.create(post=post, editor=editor, body=post.body)
    previous = thread.sequence
    post.body, post.html, post.html_version = body, html, sanitize.HTML_VERSION
    post.state, post.edited_at, post.sequence = PostState.EDITED, timezone.now(), next_sequence(thread)
    post.save(update_fields=["body", "html", "html_version", "state", "edited_at", "sequence"])
    if post.number == 1:
        thread.excerpt = excerpt_of(post.html)
    thread.save(update_fields=["sequence", "excerpt"])
    record(
        POST_EDITED,
        payload=PostEdited(**fact(thread, post), moderated=editor.pk != post.author_id, reason=reason),
        actor=editor,
        subject=post.author,
        partner=thread.board.partner,
        obj=post,
    )
    live.announce(thread.pk, previous=previous)
    return post


@transaction.atomic
def post_remove(*, post: Post, actor, reason: str = "") -> Post:
    """Take the text of `post` out of view; its number and a stub remain, and the log reverses what it earned.

    `reason` is a moderator's, for the log.
    """
    thread = lock_thread(post.thread_id)
    post = _fresh(post)
    if post.number == 1 and thread.reply_count and actor.pk == post.author_id:  # moderators may
        raise Conflict(
            _("Others have replied, so the first post stays. Edit it instead."), code="has_replies"
        )
    previous = thread.sequence
    if thread.accepted_post_id == post.pk:
        clear_accepted(thread, post, actor=actor)
    post.state, post.removed_at, post.sequence = PostState.REMOVED, timezone.now(), next_sequence(thread)
    post.save(update_fields=["state", "removed_at", "sequence"])
    if post.number > 1:
        thread.reply_count -= 1
    else:
        thread.excerpt = ""
    thread.save(update_fields=["sequence", "reply_count", "excerpt", "accepted_post"])
    Board.objects.filter(pk=thread.board_id).update(post_count=F("post_count") - 1)
    record(
        POST_REMOVED,
        payload=PostRemoved(**fact(thread, post), moderated=actor.pk != post.author_id, reason=reason),
        actor=actor,
        subject=post.author,
        partner=thread.board.partner,
        obj=post,
    )
    live.announce(thread.pk, previous=previous)
    return post


def _fresh(post: Post) -> Post:
    """The post as it is under the thread's lock; Missing when it was removed meanwhile."""
    fresh = Post.objects.select_related("author").filter(pk=post.pk).exclude(state=PostState.REMOVED).first()
    if fresh is None:
        raise Missing(_("This post was removed."))
    return fresh
