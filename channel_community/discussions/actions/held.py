from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from channel_community import sanitize
from channel_community.discussions.about import subject_of
from channel_community.discussions.actions.posts import post_create
from channel_community.discussions.actions.threads import thread_about, thread_create
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
    refuse,
)
from channel_community.exceptions import Conflict
from channel_community.partners.enums import PartnerState

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
    """Publish a held text by the ordinary action, under its author's name.

    Raises Conflict, in words for the moderator, where its author could not post it now either.
    """
    held = _waiting(held)
    _require_author(held.author)
    _require_place(held)
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
    there = thread_about(subject.instance) if subject else None
    if there:  # somebody opened it meanwhile: this becomes a reply
        _require_thread(there)
        return post_create(thread=there, **values)
    thread = thread_create(
        board=held.board,
        title=held.title,
        kind=held.kind,
        tags=held.tags,
        about=subject.instance if subject else None,
        about_url=subject.url if subject else "",
        **values,
    )
    if thread.author_id != held.author_id:  # the same, in this very moment
        return post_create(thread=thread, **values)
    return thread.posts.get(number=1)


def _require_author(author) -> None:
    if author.suspended_until and author.suspended_until > timezone.now():
        raise Conflict(_("Its author is suspended. Decide when that is over, or turn the text down."))
    if author.user is None or not author.user.is_active:
        raise Conflict(_("Its author has left. Turn the text down."))


def _require_place(held: HeldPost) -> None:
    board = held.board or held.thread.board
    if board.partner and board.partner.state == PartnerState.SUSPENDED:
        raise Conflict(_("The partner of this board is suspended, so nobody could read the text now."))
    if held.thread:
        _require_thread(held.thread)
    elif board.is_closed:
        raise Conflict(_("The board takes no new threads any more. Open it again, or turn the text down."))


def _require_thread(thread: Thread) -> None:
    if thread.is_closed:
        raise Conflict(_("The thread was closed meanwhile. Open it again, or turn the text down."))
    if thread.is_hidden:
        raise Conflict(_("The thread is hidden. Show it again, or turn the text down."))


@transaction.atomic
def held_refuse(*, held: HeldPost, moderator, reason: str) -> HeldPost:
    """Turn a held text down with a reason, which its author gets to read. Invalid on `reason` without one."""
    waiting, reason = _waiting(held), sanitize.one_line(reason)[:REASON_MAX_LENGTH]
    if not reason:
        raise refuse("reason", _("Say why, in a few words: its author reads it."), "reason_needed")
    return _decide(waiting, HeldState.REFUSED, moderator, reason=reason)


def _waiting(held: HeldPost) -> HeldPost:
    locked = (
        HeldPost.objects.select_for_update(of=("self",))
        .select_related("author__user", "thread__board__partner", "board__partner")
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
