"""Threads on the socket."""

from __future__ import annotations

from channel_community.discussions import live
from channel_community.discussions.models import Thread
from channel_community.discussions.permissions import require_reply, threads_visible_to
from channel_community.exceptions import CommunityError
from channel_community.realtime.topics import TopicAccess, TopicType, register


class ThreadTopic(TopicType):
    """`thread:<id>`: readable by those who may read the thread's page; the head is its sequence."""

    name = "thread"

    def resolve(self, viewer, ident: int) -> TopicAccess | None:
        thread = threads_visible_to(viewer).select_related("board").filter(pk=ident).first()
        if thread is None:
            return None
        return TopicAccess(may_type=_may_type(viewer, thread), head=thread.sequence)

    def head(self, ident: int) -> int:
        return Thread.objects.filter(pk=ident).values_list("sequence", flat=True).first() or 0

    def heads(self, idents) -> dict[int, int]:
        return dict(Thread.objects.filter(pk__in=idents).values_list("pk", "sequence"))

    def changes(self, ident: int, after: int, viewer=None) -> dict | None:
        return live.changes_frame(ident, after=after)


def _may_type(viewer, thread: Thread) -> bool:
    """Whoever may not reply is not shown as writing."""
    if not viewer.is_signed_in:
        return False
    try:
        require_reply(viewer, thread, earlier_posts=0)
    except CommunityError:
        return False
    return True


register(ThreadTopic())
