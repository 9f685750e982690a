from __future__ import annotations

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from channel_community.discussions import live
from channel_community.discussions.actions.writing import fact, lock_thread, next_sequence
from channel_community.discussions.enums import PostState, ReactionKind
from channel_community.discussions.event_types import POST_REACTED, POST_UNREACTED, Reacted, Unreacted
from channel_community.discussions.models import Post, Reaction, Thread
from channel_community.discussions.validators import refuse
from channel_community.events.models import Event
from channel_community.events.record import record
from channel_community.exceptions import Missing


@transaction.atomic
def reaction_toggle(*, post: Post, member, kind: str, on: bool | None = None, occurred_at=None) -> bool:
    """Set or take back one reaction; `on` asks for a state, None for the other one. Returns the new state.

    A repeated request for the state that already holds changes nothing. Raises Invalid on `kind`.
    """
    if kind not in ReactionKind.values:
        raise refuse("kind", _("There is no such reaction."), "unknown_kind")
    thread = lock_thread(post.thread_id)
    post = Post.objects.select_related("author").exclude(state=PostState.REMOVED).filter(pk=post.pk).first()
    if post is None:
        raise Missing(_("This post was removed."))
    row = Reaction.objects.filter(post=post, member=member, kind=kind).first()
    wanted = row is None if on is None else on
    if wanted == (row is not None):
        return wanted
    if wanted:
        Reaction.objects.create(post=post, member=member, kind=kind)
        _record(POST_REACTED, Reacted(**fact(thread, post), kind=kind), thread, post, member, occurred_at)
    else:
        row.delete()
        earlier = _event_of(post, member, kind)
        payload = Unreacted(**fact(thread, post), kind=kind, reacted_event_id=earlier.pk if earlier else 0)
        _record(POST_UNREACTED, payload, thread, post, member, occurred_at)
    _count(thread, post)
    return wanted


def _count(thread: Thread, post: Post) -> None:
    """Count the rows again, so that the cache cannot drift, and tell the readers."""
    previous = thread.sequence
    counts = Reaction.objects.filter(post=post).values("kind").annotate(n=Count("pk")).order_by("kind")
    post.reactions = {row["kind"]: row["n"] for row in counts}
    post.sequence = next_sequence(thread)
    post.save(update_fields=["reactions", "sequence"])
    thread.save(update_fields=["sequence"])
    live.announce(thread.pk, previous=previous)


def _event_of(post: Post, member, kind: str) -> Event | None:
    given = Event.objects.filter(
        name=POST_REACTED.name, object_type=Post._meta.label_lower, object_id=post.pk, actor=member
    )
    return next((event for event in given.order_by("-id") if event.payload.get("kind") == kind), None)


def _record(event_type, payload, thread: Thread, post: Post, member, occurred_at) -> None:
    record(
        event_type,
        payload=payload,
        actor=member,
        subject=post.author,
        partner=thread.board.partner,
        obj=post,
        occurred_at=occurred_at,
    )
