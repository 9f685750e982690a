from __future__ import annotations

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import Count, F, Max, Q
from django.utils import timezone

from channel_community.discussions import live
from channel_community.discussions.actions.posts import append_post
from channel_community.discussions.actions.writing import (
    key_reused,
    lock_thread,
    next_sequence,
    post_url,
    render_body,
    repeated,
    slug_of,
)
from channel_community.discussions.enums import PostState, ThreadKind
from channel_community.discussions.event_types import THREAD_CREATED, ThreadCreated
from channel_community.discussions.models import Board, Post, Thread
from channel_community.discussions.validators import (
    check_body,
    check_client_key,
    check_kind,
    check_tags,
    check_title,
)
from channel_community.events.record import record
from channel_community.exceptions import Invalid


def thread_create(
    *,
    board: Board,
    author,
    title: str,
    body: str,
    kind: str = ThreadKind.DISCUSSION,
    tags: str | list[str] = (),
    client_key: str | None = None,
    about=None,
    about_url: str = "",
    max_links: int | None = None,
    created_at: datetime | None = None,
) -> Thread:
    """Open a thread with its first post and return it; the same `client_key` again returns the first thread.

    `about` is the object the thread stands under (a page, a webinar): one thread each, so a second request
    for it gets the thread that is there. Raises Invalid with every wrong field at once, Conflict for a key
    that was used for another text.
    """
    values = _check(title=title, body=body, kind=kind, tags=tags, client_key=client_key)
    html = render_body(values["body"], max_links=max_links)
    if found := _found(author, values, about):
        return found
    at = created_at or timezone.now()
    try:
        with transaction.atomic():
            thread = _open(board, author, values, html, about, about_url, at)
    except IntegrityError:  # the twin request was first
        if found := _found(author, values, about):
            return found
        raise
    return thread


def _check(**given) -> dict:
    checks = {
        "title": check_title,
        "body": check_body,
        "kind": check_kind,
        "tags": check_tags,
        "client_key": check_client_key,
    }
    values, errors, first = {}, {}, None
    for name, check in checks.items():
        try:
            values[name] = check(given[name])
        except Invalid as error:
            errors |= error.errors
            first = first or error
    if first:
        raise Invalid(first.detail, code=first.code, errors=errors)
    return values


def _found(author, values: dict, about) -> Thread | None:
    there = thread_about(about) if about is not None else None
    if not values["client_key"]:
        return there
    mine = Post.objects.filter(author=author, client_key=values["client_key"]).select_related("thread")
    post = repeated(mine, body=values["body"], **({"thread_id": there.pk} if there else {"number": 1}))
    if post and not there and post.thread.title != values["title"]:
        raise key_reused()
    return post.thread if post else there


def thread_about(about) -> Thread | None:
    """The thread that stands under an object, or None."""
    of_object = {"about_type": ContentType.objects.get_for_model(about), "about_id": about.pk}
    return Thread.objects.select_related("board", "board__partner").filter(**of_object).first()


def _open(board: Board, author, values: dict, html: str, about, about_url: str, at: datetime) -> Thread:
    thread = Thread.objects.create(
        board=board,
        author=author,
        title=values["title"],
        slug=slug_of(values["title"]),
        kind=values["kind"],
        tag_names=values["tags"],
        client_key=values["client_key"],
        about=about,
        about_title=str(about)[:200] if about is not None else "",
        about_url=about_url[:500],
        created_at=at,
        last_post_at=at,
        last_author=author,
    )
    if values["tags"]:
        thread.tags.set(values["tags"])
    Board.objects.filter(pk=board.pk).update(thread_count=F("thread_count") + 1)
    record(
        THREAD_CREATED,
        payload=ThreadCreated(
            thread_id=thread.pk,
            thread_title=thread.title,
            kind=thread.kind,
            board_id=board.pk,
            url=post_url(thread, 1),
        ),
        actor=author,
        subject=author,
        partner=board.partner,
        obj=thread,
        occurred_at=at,
    )
    append_post(thread, author, values["body"], html, values["client_key"], at)
    return thread


@transaction.atomic
def thread_close(*, thread: Thread, actor) -> Thread:
    """Take no more replies; readers' composers close at once."""
    return _change(thread, is_closed=True)


@transaction.atomic
def thread_reopen(*, thread: Thread, actor) -> Thread:
    """Take replies again."""
    return _change(thread, is_closed=False)


@transaction.atomic
def thread_pin(*, thread: Thread, actor) -> Thread:
    """Keep the thread at the head of its board."""
    return _change(thread, is_pinned=True)


@transaction.atomic
def thread_unpin(*, thread: Thread, actor) -> Thread:
    """Let the thread stand where its last post puts it."""
    return _change(thread, is_pinned=False)


@transaction.atomic
def thread_retitle(*, thread: Thread, actor, title: str) -> Thread:
    """Give the thread another title; its address keeps working, since only the number counts."""
    title = check_title(title)
    return _change(thread, title=title, slug=slug_of(title))


def _change(thread: Thread, **values) -> Thread:
    locked = lock_thread(thread.pk)
    if all(getattr(locked, name) == value for name, value in values.items()):
        return locked
    previous = locked.sequence
    for name, value in values.items():
        setattr(locked, name, value)
    next_sequence(locked)
    locked.save(update_fields=["sequence", *values])
    live.announce(locked.pk, previous=previous)
    return locked


@transaction.atomic
def board_recount(*, board: Board) -> Board:
    """Set the board's counters from its threads and posts."""
    seen = Q(thread__board=board) & ~Q(state=PostState.REMOVED)
    counts = Post.objects.filter(seen).aggregate(posts=Count("pk"), last=Max("created_at"))
    board.thread_count = Thread.objects.filter(board=board).count()
    board.post_count, board.last_post_at = counts["posts"], counts["last"]
    board.save(update_fields=["thread_count", "post_count", "last_post_at"])
    return board
