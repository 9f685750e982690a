"""One open socket as the hub knows it: who reads, what they read, and how to send to them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

from channel_community.conf import settings
from channel_community.realtime import frames, identity
from channel_community.realtime.budget import Budget
from channel_community.realtime.outbox import Outbox, text_message

if TYPE_CHECKING:
    from channel_community.realtime.live import LiveTopic

# Close codes: RFC 6455 section 7.4.1, and our own of 4000 and up.
POLICY = 1008
INTERNAL = 1011
TRY_AGAIN = 1013
SIGNED_OUT = 4401
FOREIGN_ORIGIN = 4403
NO_SOCKETS_HERE = 4404
IDLE = 4408
TOO_MANY_SOCKETS = 4429


class Connection:
    """A socket, from its welcome to its end. Belongs to one event loop."""

    __slots__ = (
        "address", "card", "errors", "frames", "heard_at", "identity", "is_over", "loop", "member_id",
        "outbox", "session_digest", "task", "topics",
    )  # fmt: skip

    def __init__(self, *, who: identity.Identity, address: str | None, send, loop: asyncio.AbstractEventLoop):
        self.loop = loop
        self.outbox = Outbox(send, loop)
        self.address = address
        self.topics: dict[str, LiveTopic] = {}
        self.frames = Budget(settings.REALTIME_FRAMES_PER_MINUTE)
        self.errors = Budget(settings.REALTIME_ERRORS_PER_MINUTE)
        self.heard_at = loop.time()
        self.task = asyncio.current_task()
        self.is_over = False
        self.member_id = who.member_id
        self.card = who.card
        self.session_digest = identity.digest(who.session_key) if who.session_key else None
        self.identity = who

    @property
    def viewer(self):
        return self.identity.viewer

    def silent_for(self, now: float) -> float:
        """Seconds since the client sent anything."""
        return now - self.heard_at

    def say(self, frame: Mapping) -> None:
        """Send a frame meant for this socket alone."""
        self.push(text_message(frames.encode(frame)))

    def push(self, message: dict, droppable: bool = False) -> None:
        """Send an encoded frame; a reader too slow for it is cut off."""
        if not self.outbox.push(message, droppable):
            self.cut_off()

    def cut_off(self) -> None:
        """Too slow: say that what it shows is out of date, close, and wait for nothing more."""
        self.outbox.forget()
        words = [text_message(frames.encode(frames.resync(name))) for name in self.topics]
        self.end(TRY_AGAIN, "too slow", words)

    def end(self, code: int, reason: str, last_words=()) -> None:
        """Close with `code`; the socket's task ends when the close is sent, or cannot be."""
        if not self.is_over:
            self.is_over = True
            self.outbox.close(code, reason, last_words).add_done_callback(self._leave)

    def _leave(self, closing: asyncio.Task) -> None:
        if self.task is not None and not self.task.done():
            self.task.cancel()
