from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from channel_community.discussions import live
from channel_community.discussions.actions.writing import fact, lock_thread, next_sequence
from channel_community.discussions.enums import PostState, ThreadKind
from channel_community.discussions.event_types import (
    ANSWER_ACCEPTED,
    ANSWER_UNACCEPTED,
    AnswerAccepted,
    AnswerUnaccepted,
)
from channel_community.discussions.models import Post, Thread
from channel_community.events.models import Event
from channel_community.events.record import record
from channel_community.exceptions import Conflict, Missing


@transaction.atomic
def answer_accept(*, post: Post, actor, reason: str = "", occurred_at=None) -> Thread:
    """Make `post` the accepted answer of its question; an earlier one gives way. Twice is once.

    `reason` is kept in the log: why somebody else than who asked decides.
    """
    thread = lock_thread(post.thread_id)
    if thread.kind != ThreadKind.QUESTION:
        raise Conflict(_("Only a question has an accepted answer."), code="no_question")
    post = Post.objects.select_related("author").get(pk=post.pk)
    if post.state == PostState.REMOVED:
        raise Missing(_("This post was removed."))
    if post.number == 1:
        raise Conflict(
            _("The question cannot be its own answer. Accept one of the replies."), code="is_question"
        )
    if thread.accepted_post_id == post.pk:
        return thread
    previous, sequence = thread.sequence, next_sequence(thread)
    if thread.accepted_post_id:
        former = Post.objects.select_related("author").get(pk=thread.accepted_post_id)
        clear_accepted(thread, former, actor=actor, reason=reason)
        _stamp(former, sequence)
    thread.accepted_post = post
    _stamp(post, sequence)  # one change: both posts carry its number
    thread.save(update_fields=["accepted_post", "sequence"])
    record(
        ANSWER_ACCEPTED,
        payload=AnswerAccepted(**fact(thread, post), own=post.author_id == thread.author_id, reason=reason),
        actor=actor,
        subject=post.author,
        partner=thread.board.partner,
        obj=post,
        occurred_at=occurred_at,
    )
    live.announce(thread.pk, previous=previous)
    return thread


@transaction.atomic
def answer_unaccept(*, post: Post, actor, reason: str = "") -> Thread:
    """Take back the acceptance of `post`; nothing happens when it is not the accepted answer."""
    thread = lock_thread(post.thread_id)
    if thread.accepted_post_id != post.pk:
        return thread
    previous, sequence = thread.sequence, next_sequence(thread)
    post = Post.objects.select_related("author").get(pk=post.pk)
    clear_accepted(thread, post, actor=actor, reason=reason)
    _stamp(post, sequence)
    thread.save(update_fields=["accepted_post", "sequence"])
    live.announce(thread.pk, previous=previous)
    return thread


def clear_accepted(thread: Thread, post: Post, *, actor, reason: str = "") -> None:
    """Record that `post` is no longer the answer of the locked `thread`; the caller saves and stamps."""
    accepted = (
        Event.objects.filter(name=ANSWER_ACCEPTED.name, object_type=Post._meta.label_lower, object_id=post.pk)
        .order_by("-id")
        .first()
    )
    thread.accepted_post = None
    record(
        ANSWER_UNACCEPTED,
        payload=AnswerUnaccepted(
            **fact(thread, post),
            own=post.author_id == thread.author_id,
            accepted_event_id=accepted.pk if accepted else 0,
            reason=reason,
        ),
        actor=actor,
        subject=post.author,
        partner=thread.board.partner,
        obj=post,
    )


def _stamp(post: Post, sequence: int) -> None:
    post.sequence = sequence
    post.save(update_fields=["sequence"])
