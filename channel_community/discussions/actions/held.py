from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from channel_community import sanitize
from channel_community.discussions.about import subject_of
from channel_community.discussions.actions.posts import post_create
from channel_community.discussions.actions.threads import thread_create
from channel_community.discussions.actions.writing import render_body, repeated
from channel_community.discussions.enums import HeldState, ThreadKind
from channel_community.discussions.models import Board, HeldPost, Post, Thread
from channel_community.discussions.validators import (
    REASON_MAX_LENGTH,
    check_body,
    check_client_key,
    check_kind,
    check_tags,
    check_title,
)
from channel_community.exceptions import Conflict

#: Texts of one member that may wait at once, so that nobody floods the queue.
MAX_WAITING = 10


def post_hold(
    *,
    author,
    body: str,
    thread: Thread | None = None,
    board: Board | None = None,
    title: str = "",
    kind: str = ThreadKind.DISCUSSION,
    tags: str | list[str] = (),
    about: str = "",
    client_key: str | None = None,
    max_links: int | None = None,
) -> HeldPost:
    """Keep a newcomer's reply (`thread`) or new thread (`board` and `title`) for a moderator to read first.

    The same `client_key` again returns the first one. Raises Invalid like the actions that publish, and
    Conflict for a reused key or when too many texts of the author wait.
    """
    values = {"body": check_body(body), "thread": thread, "board": board}
    if board:
        values |= {"title": check_title(title), "kind": check_kind(kind), "tags": check_tags(tags)}
    client_key = check_client_key(client_key)
    render_body(values["body"], max_links=max_links)  # what cannot be shown is refused now, not in the queue
    mine = (
        HeldPost.objects.filter(author=author, client_key=client_key)
        if client_key
        else HeldPost.objects.none()
    )
    if found := repeated(mine, **values):
        return found
    if HeldPost.objects.filter(author=author, state=HeldState.WAITING).count() >= MAX_WAITING:
        raise Conflict(
            _("%(count)d of your texts wait for a moderator already. Send this one when they have been read.")
            % {"count": MAX_WAITING},
            code="too_many_waiting",
        )
    try:
        with transaction.atomic():
            return HeldPost.objects.create(author=author, about=about, client_key=client_key, **values)
    except IntegrityError:
        if found := repeated(mine, **values):
            return found
        raise


@transaction.atomic
def held_approve(*, held: HeldPost, moderator) -> Post:
    """Publish a held text by the ordinary action, under its author's name."""
    held = _waiting(held)
    try:
        post = _publish(held, held.client_key)
    except Conflict:  # meanwhile its author sent another text under the same key; both count
        post = _publish(held, None)
    _decide(held, HeldState.APPROVED, moderator, post=post)
    return post


def _publish(held: HeldPost, client_key: str | None) -> Post:
    values = {"author": held.author, "body": held.body, "client_key": client_key}
    if held.thread_id:
        return post_create(thread=held.thread, **values)
    subject = subject_of(held.about) if held.about else None
    thread = thread_create(
        board=held.board,
        title=held.title,
        kind=held.kind,
        tags=held.tags,
        about=subject.instance if subject else None,
        about_url=subject.url if subject else "",
        **values,
    )
    if thread.author_id != held.author_id:  # somebody opened it meanwhile: this becomes a reply
        return post_create(thread=thread, **values)
    return thread.posts.get(number=1)


@transaction.atomic
def held_refuse(*, held: HeldPost, moderator, reason: str) -> HeldPost:
    """Turn a held text down with a reason, which its author gets to read."""
    reason = sanitize.one_line(reason)[:REASON_MAX_LENGTH]
    return _decide(_waiting(held), HeldState.REFUSED, moderator, reason=reason)


def _waiting(held: HeldPost) -> HeldPost:
    locked = (
        HeldPost.objects.select_for_update(of=("self",))
        .select_related("author", "thread", "board")
        .get(pk=held.pk)
    )
    if locked.state != HeldState.WAITING:
        raise Conflict(_("Somebody else has already decided on this text."), code="decided")
    return locked


def _decide(held: HeldPost, state: str, moderator, *, post: Post | None = None, reason: str = "") -> HeldPost:
    held.state, held.decided_by, held.decided_at = state, moderator, timezone.now()
    held.post, held.reason = post, reason
    held.save(update_fields=["state", "decided_by", "decided_at", "post", "reason"])
    return held
