"""What leaves one socket: started, not awaited, in order, and never without bound.

A reader that keeps up costs one call per message. While a send is under way, what follows waits in a backlog;
a backlog that grows too long means the reader is too slow, and it is cut off and told to reload.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable

from channel_community.conf import settings
from channel_community.realtime.starting import start

Message = dict
#: Seconds a slow reader is given to take its last words.
LAST_WORDS_SECONDS = 5.0


def text_message(text: str) -> Message:
    """The ASGI message for one text frame; sockets share it, nothing may change it."""
    return {"type": "websocket.send", "text": text}


class Outbox:
    """The sending side of one socket."""

    __slots__ = (
        "backlog", "backlog_bytes", "busy", "busy_since", "closing", "is_lost", "loop", "send",
    )  # fmt: skip

    def __init__(self, send: Callable[[Message], Awaitable], loop: asyncio.AbstractEventLoop):
        self.send = send
        self.loop = loop
        self.busy: asyncio.Future | None = None
        self.busy_since = 0.0
        self.backlog: deque[Message] | None = None
        self.backlog_bytes = 0
        self.closing: asyncio.Task | None = None
        self.is_lost = False

    def push(self, message: Message, droppable: bool = False) -> bool:
        """Send `message` now or after what waits. False when the backlog is full: the reader is too slow.

        Droppable messages (typing, presence) are dropped rather than queued.
        """
        if self.closing is not None or self.is_lost:
            return True
        if self.busy is not None:
            return droppable or self._queue(message)
        try:
            sending = start(self.send(message), self.loop)
        except (Exception, asyncio.CancelledError):  # noqa: BLE001 - servers differ once the peer is away
            self.is_lost = True
            return True
        if sending is not None:
            self._wait(sending)
        return True

    def stalled_for(self, now: float) -> float:
        """Seconds for which the send under way has been waiting for the reader."""
        return now - self.busy_since if self.busy is not None else 0.0

    def close(self, code: int, reason: str = "", last_words: Iterable[Message] = ()) -> asyncio.Task:
        """Close the socket after what waits and `last_words`. The task ends when the close was sent."""
        if self.closing is None:
            words = (*(self.backlog or ()), *last_words)
            self.forget()
            self.closing = self.loop.create_task(self._close(code, reason, words))
        return self.closing

    def forget(self) -> None:
        """Drop what waits."""
        self.backlog, self.backlog_bytes = None, 0

    def _queue(self, message: Message) -> bool:
        if self.backlog is None:
            self.backlog = deque()
        self.backlog.append(message)
        self.backlog_bytes += len(message["text"])
        return (
            len(self.backlog) <= settings.REALTIME_BACKLOG_FRAMES
            and self.backlog_bytes <= settings.REALTIME_BACKLOG_BYTES
        )

    def _wait(self, sending: asyncio.Future) -> None:
        self.busy, self.busy_since = sending, self.loop.time()
        sending.add_done_callback(self._sent)

    def _sent(self, sending: asyncio.Future) -> None:
        self.busy = None
        if sending.cancelled() or sending.exception() is not None:
            # The peer is away; the server will say so through receive(), where the consumer cleans up.
            self.is_lost = True
        while self.backlog and self.busy is None and not self.is_lost and self.closing is None:
            message = self.backlog.popleft()
            self.backlog_bytes -= len(message["text"])
            self.push(message)
        if not self.backlog:
            self.backlog = None  # an empty queue would keep its memory for as long as the socket lives

    async def _close(self, code: int, reason: str, last_words: tuple[Message, ...]) -> None:
        try:
            await asyncio.wait_for(self._say(code, reason, last_words), LAST_WORDS_SECONDS)
        except Exception:  # noqa: BLE001 - the peer is away or takes nothing more: nothing is left to be said
            self.is_lost = True

    async def _say(self, code: int, reason: str, last_words: tuple[Message, ...]) -> None:
        if self.busy is not None:
            await asyncio.wait({self.busy})
        for message in last_words:
            await self.send(message)
        await self.send({"type": "websocket.close", "code": code, "reason": reason})
