"""One topic that has readers in this process: who they are, what they were told, and what is missing.

`head` is the sequence up to which all readers were told. Changes are told in order and without gaps: a burst
is gathered into one frame, and a gap that does not close by itself is read from the database, once for all.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from channel_community.conf import settings
from channel_community.realtime import frames, gather, reading
from channel_community.realtime.presence import Room

if TYPE_CHECKING:
    from channel_community.realtime.connection import Connection
    from channel_community.realtime.hub import Hub
    from channel_community.realtime.topics import Topic

logger = logging.getLogger("channel_community.realtime")

#: Seconds for which frames behind a gap wait for the missing one, before it is read from the database.
GAP_SECONDS = 0.25


class LiveTopic:
    """A topic's readers in one hub. `held` are newcomers whose catch-up is still being read."""

    def __init__(self, hub: Hub, topic: Topic):
        self.hub = hub
        self.topic = topic
        self.name = str(topic)
        self.room = Room()
        self.readers: set[Connection] = set()
        self.writers: set[Connection] = set()
        self.held: dict[Connection, list[tuple[int, dict]]] = {}
        self.ahead: dict[Connection, int] = {}
        self.typed_at: dict[int, float] = {}
        self.head: int | None = None
        self._waiting: list[dict] = []
        self._timer: asyncio.TimerHandle | None = None
        self._quiet_until = 0.0
        self._gap_since: float | None = None
        self._is_repairing = False

    @property
    def is_read(self) -> bool:
        return bool(self.readers or self.held)

    # Readers

    def hold(self, connection: Connection) -> None:
        """Keep what arrives for `connection` until its catch-up is read."""
        self.readers.discard(connection)
        self.held[connection] = []

    def settle(self, connection: Connection, missed: reading.Missed, *, may_type: bool) -> None:
        """Tell a newcomer what it missed, then what was held meanwhile, and from now on everything."""
        held = self.held.pop(connection)
        connection.say(frames.subscribed(self.name, missed.head, self.room.count()))
        for frame in missed.frames:
            connection.say(frame)
        for sequence, message in held:
            if sequence > missed.head:
                connection.push(message)
        if self.head is None or not self.is_read:
            self.head = max(missed.head, self.head or 0)
        elif missed.head > self.head:  # its broadcast is still on the way, and must not come twice
            self.ahead[connection] = missed.head
        self.readers.add(connection)
        if may_type and connection.member_id is not None:
            self.writers.add(connection)

    def let_go(self, connection: Connection) -> None:
        """Forget a reader."""
        self.readers.discard(connection)
        self.writers.discard(connection)
        self.held.pop(connection, None)
        self.ahead.pop(connection, None)

    def stop(self) -> None:
        """Nobody reads any more: no timer may fire."""
        for timer in (self._timer, self.room.timer):
            if timer is not None:
                timer.cancel()

    # Changes

    def take(self, frame: dict) -> None:
        """A change was broadcast. The first after a pause is told at once, a burst is gathered."""
        self._waiting.append(frame)
        self._flush_after(max(0.0, self._quiet_until - self.hub.loop.time()))

    def _flush_after(self, seconds: float) -> None:
        if self._timer is not None:
            return
        if seconds > 0:
            self._timer = self.hub.loop.call_later(seconds, self._flush)
        else:
            self._flush()

    def _flush(self) -> None:
        """Tell the unbroken run of what waits; look into a gap that does not close by itself."""
        self._timer = None
        run, self._waiting = gather.take_run(self.head, self._waiting)
        if run:
            self._tell(frames.changes(self.name, gather.merge(run)))
        if not self._waiting:
            self._gap_since = None
            return
        now = self.hub.loop.time()
        if self._gap_since is None or run:
            self._gap_since = now
        if now - self._gap_since >= GAP_SECONDS:
            self.hub.spawn(self.repair())
        else:
            self._flush_after(GAP_SECONDS)

    def _tell(self, frame: dict) -> None:
        self.head = frame["sequence"]
        self._quiet_until = self.hub.loop.time() + settings.REALTIME_GATHER_MS / 1000
        if not self.is_read:
            return
        readers = self.readers - self._already_told() if self.ahead else self.readers
        message = self.hub.deliver(readers, frame)
        for held in self.held.values():
            held.append((self.head, message))

    def _already_told(self) -> set[Connection]:
        told = {connection for connection, sequence in self.ahead.items() if sequence >= self.head}
        self.ahead = {connection: self.ahead[connection] for connection in told}
        return told

    # Repair

    async def repair(self) -> None:
        """Read what the readers were not told, once for all of them."""
        if self._is_repairing or self.head is None or not self.is_read:
            return
        self._is_repairing = True
        try:
            self._catch_up(await reading.read_since(self.topic, self.head, None, None))
        except Exception:
            logger.exception("What readers of %s missed could not be read.", self.name)
            self._tell_as_is()
        finally:
            self._is_repairing = False
        if self._waiting:
            self._flush_after(GAP_SECONDS)

    def _catch_up(self, missed: reading.Missed) -> None:
        for frame in missed.frames:
            if frame["type"] != "changes":
                self.hub.deliver(self.readers, frame)
            elif frame["sequence"] > self.head:
                self._tell(frame)
        self.head = max(self.head, missed.head)
        self._gap_since = None

    def _tell_as_is(self) -> None:
        """Without the database: each client sees the gap, and asks for itself."""
        waiting, self._waiting = self._waiting, []
        for frame in waiting:
            self._tell(frames.changes(self.name, frame))
