"""What the hub does on a clock: heartbeats, rights, idle and stalled sockets, topics nobody reads any more.

Each round asks the database once for all sockets together, so that its cost follows the number of topics and
members, not of sockets.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import TYPE_CHECKING

from channel_community.conf import settings
from channel_community.realtime import frames, reading
from channel_community.realtime.connection import IDLE, SIGNED_OUT
from channel_community.realtime.outbox import text_message

if TYPE_CHECKING:
    from channel_community.realtime.connection import Connection
    from channel_community.realtime.hub import Hub
    from channel_community.realtime.live import LiveTopic

logger = logging.getLogger("channel_community.realtime")

#: Seconds for which one send may wait for its reader before the socket is cut off.
STALL_SECONDS = 30.0
#: Seconds within which the processes begin a check of all sockets that was asked for.
SPREAD_SECONDS = 1.0
#: Sockets served before others get their turn on the event loop.
SLICE = 200


class Upkeep:
    """The rounds of one hub."""

    def __init__(self, hub: Hub):
        self.hub = hub
        self._is_recheck_due = False

    def rounds(self) -> list[Coroutine]:
        """The endless rounds, for the hub to run."""
        return [
            self._every("REALTIME_HEARTBEAT_SECONDS", self.beat),
            self._every("REALTIME_RECHECK_SECONDS", self._recheck_all),
        ]

    async def _every(self, setting: str, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            await asyncio.sleep(getattr(settings, setting))
            try:
                await work()
            except Exception:
                logger.exception("A round of upkeep (%s) failed; the next one will come.", setting)

    # Heartbeat

    async def beat(self) -> None:
        """One heartbeat: repair what was lost, say the heads to every socket, tidy up."""
        self._tidy()
        await self.compare_heads()
        texts: dict[tuple[str, ...], dict] = {}
        for place, connection in enumerate(list(self.hub.connections), start=1):
            names = tuple(connection.topics)
            if names not in texts:
                texts[names] = text_message(frames.encode(frames.heads(self._heads(names))))
            connection.push(texts[names])
            if place % SLICE == 0:
                await asyncio.sleep(0)
        for live in list(self.hub.topics.values()):
            if live.is_read:
                self.hub.presence.refresh(live)

    async def compare_heads(self) -> None:
        """Find out by one query per topic type which topics moved without our hearing it, and read those."""
        by_type: dict = defaultdict(dict)
        for live in list(self.hub.topics.values()):
            if live.is_read and live.head is not None:
                by_type[live.topic.type][live.topic.ident] = live
        for topic_type, lives in by_type.items():
            try:
                found = await reading.heads(topic_type, lives)
            except Exception:
                logger.exception("The heads of %r topics could not be read.", topic_type.name)
                continue
            for ident, live in lives.items():
                await self._compare(live, found.get(ident))

    async def _compare(self, live: LiveTopic, head: int | None) -> None:
        if head is None:  # the topic itself is gone
            await self.recheck([*live.readers, *live.held])
        elif head > live.head:
            await live.repair()

    def _heads(self, names: Iterable[str]) -> dict[str, int]:
        lives = [self.hub.topics[name] for name in names if name in self.hub.topics]
        return {live.name: live.head for live in lives if live.head is not None}

    def _tidy(self) -> None:
        now, idle = self.hub.loop.time(), settings.REALTIME_IDLE_SECONDS
        for connection in list(self.hub.connections):
            if connection.outbox.stalled_for(now) > STALL_SECONDS:
                connection.cut_off()
            elif not connection.viewer.is_signed_in and connection.silent_for(now) > idle:
                connection.end(IDLE, "idle")
        for live in list(self.hub.topics.values()):
            self.hub.forget(live)
        ended = self.hub.ended_sessions
        self.hub.ended_sessions = {key: until for key, until in ended.items() if until > now}

    # Rights

    async def _recheck_all(self) -> None:
        await self.recheck(list(self.hub.connections))

    def recheck_soon(self) -> None:
        """Check all sockets within `SPREAD_SECONDS`. Asked again before it begins, it is still one check."""
        if not self._is_recheck_due:
            self._is_recheck_due = True
            wait = random.uniform(0, SPREAD_SECONDS)  # noqa: S311 - spreads the load, no secret
            self.hub.loop.call_later(wait, self._begin_recheck)

    def _begin_recheck(self) -> None:
        self._is_recheck_due = False  # what changes from now on asks for another
        self.hub.spawn(self._recheck_all())

    async def recheck(self, connections: list[Connection]) -> None:
        """Ask again who the readers are and what they may read; end what has ended."""
        known: dict = {}
        for start in range(0, len(connections), reading.CHECKED_AT_ONCE):
            some = [one for one in connections[start : start + reading.CHECKED_AT_ONCE] if not one.is_over]
            asked = [(one.identity, list(one.topics)) for one in some]
            for connection, verdict in zip(some, await reading.check(asked, known), strict=True):
                self._apply(connection, verdict)

    def _apply(self, connection: Connection, verdict: reading.Verdict) -> None:
        for name in verdict.lost:
            self.hub.drop(connection, name)
        if verdict.identity is None:
            connection.end(SIGNED_OUT, "signed out")
        else:
            connection.identity = verdict.identity
