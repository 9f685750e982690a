"""Threads on the socket."""

from __future__ import annotations

from channel_community.discussions import live
from channel_community.discussions.models import Thread
from channel_community.discussions.permissions import threads_visible_to
from channel_community.realtime.topics import TopicAccess, TopicType, register


class ThreadTopic(TopicType):
    """`thread:<id>`: readable by those who may read the thread's page; the head is its sequence."""

    name = "thread"

    def resolve(self, viewer, ident: int) -> TopicAccess | None:
        if not threads_visible_to(viewer).filter(pk=ident).exists():
            return None
        return TopicAccess()

    def head(self, ident: int) -> int:
        return Thread.objects.filter(pk=ident).values_list("sequence", flat=True).first() or 0

    def heads(self, idents) -> dict[int, int]:
        return dict(Thread.objects.filter(pk__in=idents).values_list("pk", "sequence"))

    def changes(self, ident: int, after: int, viewer=None) -> dict | None:
        return live.changes_frame(ident, after=after)


register(ThreadTopic())
