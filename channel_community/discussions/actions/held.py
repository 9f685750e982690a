from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from channel_community.discussions.about import subject_of
from channel_community.discussions.actions.posts import post_create
from channel_community.discussions.actions.threads import thread_create
from channel_community.discussions.actions.writing import repeated
from channel_community.discussions.enums import HeldState, ThreadKind
from channel_community.discussions.models import Board, HeldPost, Post, Thread
from channel_community.discussions.validators import (
    check_body,
    check_client_key,
    check_kind,
    check_tags,
    check_title,
)
from channel_community.exceptions import Conflict


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

    The same `client_key` again returns the first one. Raises Invalid like the actions that publish.
    """
    body, client_key = check_body(body, max_links=max_links), check_client_key(client_key)
    mine = HeldPost.objects.filter(author=author, client_key=client_key) if client_key else HeldPost.objects.none()
    if found := repeated(mine, body=body):
        return found
    new_thread = {"title": check_title(title), "kind": check_kind(kind), "tags": check_tags(tags)} if board else {}
    try:
        with transaction.atomic():
            return HeldPost.objects.create(
                author=author, thread=thread, board=board, about=about, body=body, client_key=client_key, **new_thread
            )
    except IntegrityError:
        if found := repeated(mine, body=body):
            return found
        raise


@transaction.atomic
def held_approve(*, held: HeldPost, moderator) -> Post:
    """Publish a held text by the ordinary action, under its author's name."""
    held = _waiting(held)
    if held.thread_id:
        post = post_create(thread=held.thread, author=held.author, body=held.body, client_key=held.client_key)
    else:
        post = _open_held(held)
    _decide(held, HeldState.APPROVED, moderator, post=post)
    return post


def _open_held(held: HeldPost) -> Post:
    subject = subject_of(held.about) if held.about else None
    values = {"author": held.author, "body": held.body, "client_key": held.client_key}
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
    return _decide(_waiting(held), HeldState.REFUSED, moderator, reason=reason.strip()[:300])


def _waiting(held: HeldPost) -> HeldPost:
    locked = HeldPost.objects.select_for_update(of=("self",)).select_related("author", "thread", "board").get(pk=held.pk)
    if locked.state != HeldState.WAITING:
        raise Conflict(_("Somebody else has already decided on this text."), code="decided")
    return locked


def _decide(held: HeldPost, state: str, moderator, *, post: Post | None = None, reason: str = "") -> HeldPost:
    held.state, held.decided_by, held.decided_at = state, moderator, timezone.now()
    held.post, held.reason = post, reason
    held.save(update_fields=["state", "decided_by", "decided_at", "post", "reason"])
    return held
