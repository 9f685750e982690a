"""The hub: which sockets of this process read which topic, and how a change reaches them.

There is one hub per event loop (one per server process). It hears each active topic once, whatever the number
of its readers, encodes a change once and starts the same text on every socket. See `link` for the layer,
`outbox` for slow readers, `upkeep` for what happens on a clock.
"""

from __future__ import annotations

import asyncio
import contextvars
import logging
import threading
from collections import Counter
from collections.abc import Collection, Coroutine

from channel_community.conf import settings
from channel_community.realtime import frames, gather, reading
from channel_community.realtime.connection import SIGNED_OUT, Connection
from channel_community.realtime.link import Link, group_of
from channel_community.realtime.live import LiveTopic
from channel_community.realtime.outbox import text_message
from channel_community.realtime.presence import Presence
from channel_community.realtime.topics import Topic
from channel_community.realtime.upkeep import Upkeep

logger = logging.getLogger("channel_community.realtime")

#: Seconds for which an ended session is remembered, so that a handshake on its way in does not revive it.
ENDED_SECONDS = 60.0

_hubs: dict[asyncio.AbstractEventLoop, Hub] = {}
_lock = threading.Lock()


def current_hub() -> Hub:
    """The hub of the running event loop, made at first use."""
    loop = asyncio.get_running_loop()
    hub = _hubs.get(loop)
    if hub is None:
        with _lock:
            for ended in [other for other in _hubs if other.is_closed()]:
                del _hubs[ended]
            hub = _hubs[loop] = Hub(loop)
    return hub


def live_hubs() -> list[Hub]:
    """The hubs of this process, from any thread."""
    with _lock:
        return [hub for loop, hub in _hubs.items() if not loop.is_closed()]


class Hub:
    """Everything live in one event loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop):
        self.loop = loop
        self.connections: set[Connection] = set()
        self.of_member: Counter[int] = Counter()
        self.of_address: Counter[str] = Counter()
        self.topics: dict[str, LiveTopic] = {}
        self.presence = Presence(self)
        self.link = Link(groups=self._groups, receive=self.receive, missed=self.repair_all)
        self.upkeep = Upkeep(self)
        self.ended_sessions: dict[str, float] = {}
        self._tasks: set[asyncio.Task] = set()
        self._is_started = False

    # Sockets

    def crowded(self, member_id: int | None, address: str | None) -> str | None:
        """Why one more socket of this member or address is too many; None when it is welcome.

        Members count by themselves wherever they sit: a whole office may share one address.
        """
        if member_id is not None:
            is_crowded = self.of_member[member_id] >= settings.REALTIME_SOCKETS_PER_MEMBER
            return "too many sockets of one member" if is_crowded else None
        is_crowded = address is not None and self.of_address[address] >= settings.REALTIME_SOCKETS_PER_ADDRESS
        return "too many sockets of one address" if is_crowded else None

    def add(self, connection: Connection) -> None:
        """Take a socket in. Its session may have ended while it was on its way."""
        self._start()
        self.connections.add(connection)
        self._count(connection, 1)
        if connection.session_digest in self.ended_sessions:
            connection.end(SIGNED_OUT, "signed out")

    def remove(self, connection: Connection) -> None:
        """Forget a socket and all it read."""
        if connection in self.connections:
            self.connections.discard(connection)
            self._count(connection, -1)
        for live in list(connection.topics.values()):
            self.leave(connection, live)

    def _count(self, connection: Connection, by: int) -> None:
        counter, key = self.of_address, connection.address
        if connection.member_id is not None:
            counter, key = self.of_member, connection.member_id
        counter[key] += by
        if counter[key] <= 0:
            del counter[key]

    # Subscriptions

    async def subscribe(self, connection: Connection, topic: Topic, after: int | None) -> bool:
        """Let a socket read `topic`; False when it may not, or there is none.

        It hears the topic before the database is read, so nothing falls in between: what arrives meanwhile is
        held, and sent unless what was read already covers it.
        """
        access = await reading.resolve(topic, connection.viewer)
        if access is None:
            self.drop(connection, str(topic))
            return False
        live = self._enter(connection, topic)
        try:
            await self.link.join(group_of(live.name))
            missed = await reading.read_since(topic, after, connection.viewer, access.head)
        except BaseException:
            self.leave(connection, live)
            raise
        if connection in live.held:
            live.settle(connection, missed, may_type=access.may_type)
            self.presence.settled(live)
        return True

    def _enter(self, connection: Connection, topic: Topic) -> LiveTopic:
        name = str(topic)
        live = self.topics.get(name)
        if live is None:
            live = self.topics[name] = LiveTopic(self, topic)
        is_new = name not in connection.topics
        live.hold(connection)
        connection.topics[name] = live
        if is_new:
            self.presence.enter(live, connection)
        return live

    def leave(self, connection: Connection, live: LiveTopic) -> None:
        """A socket reads a topic no more; the topic itself is let go by upkeep, a little later."""
        if connection.topics.pop(live.name, None) is not None:
            live.let_go(connection)
            self.presence.leave(live, connection)

    def drop(self, connection: Connection, name: str) -> None:
        """Access has ended: say so, once."""
        live = connection.topics.get(name)
        if live is not None:
            self.leave(connection, live)
            connection.say(frames.gone(name))

    # Changes

    def receive(self, message: dict) -> None:
        """Take one message of another part of the site (or of this one). Runs in the hub's event loop."""
        try:
            handle = getattr(self, f"_on_{message['kind']}", None)
            if handle is not None:
                handle(message)
        except Exception:
            logger.exception("A broadcast could not be used.")

    def receive_soon(self, message: dict) -> None:
        """The same from any thread."""
        try:
            # In a context of its own: the caller's knows of a database thread that is busy with the caller,
            # and what the hub asks the database because of the message would be refused as a deadlock.
            self.loop.call_soon_threadsafe(self.receive, message, context=contextvars.Context())
        except RuntimeError:  # the loop has just been closed
            return

    def deliver(self, readers: Collection[Connection], frame: dict, droppable: bool = False) -> dict:
        """Encode once, start everywhere."""
        message = text_message(frames.encode(frame))
        for connection in list(readers):
            connection.push(message, droppable)
        return message

    def _on_frame(self, message: dict) -> None:
        live = self.topics.get(message["topic"])
        if live is None:
            return
        frame = message["frame"]
        if gather.is_change(frame):
            live.take(frame)
            return
        writer = message.get("by")
        readers = [other for other in live.readers if writer is None or other.member_id != writer]
        if readers:
            self.deliver(readers, frame, droppable=frame["type"] == "typing")

    def _on_behind(self, message: dict) -> None:
        live = self.topics.get(message["topic"])
        if live is not None and message["sequence"] > (live.head or 0):
            self.spawn(live.repair())

    def _on_presence(self, message: dict) -> None:
        live = self.topics.get(message["topic"])
        if live is not None and message["process"] != self.link.process:
            self.presence.heard(live, message)

    def _on_revoked(self, message: dict) -> None:
        live = self.topics.get(message["topic"])
        if live is not None:
            self.spawn(self.upkeep.recheck([*live.readers, *live.held]))

    def _on_recheck(self, message: dict) -> None:
        if "member" in message:
            asked = [other for other in self.connections if other.member_id == message["member"]]
        elif "user" in message:
            asked = [other for other in self.connections if str(other.viewer.user_id) == message["user"]]
        else:
            self.upkeep.recheck_soon()
            return
        if asked:
            self.spawn(self.upkeep.recheck(asked))

    def _on_member(self, message: dict) -> None:
        for connection in [other for other in self.connections if other.member_id == message["member"]]:
            connection.end(SIGNED_OUT, "signed out")

    def _on_session(self, message: dict) -> None:
        self.ended_sessions[message["session"]] = self.loop.time() + ENDED_SECONDS
        for connection in [other for other in self.connections if other.session_digest == message["session"]]:
            connection.end(SIGNED_OUT, "signed out")

    async def repair_all(self) -> None:
        """After an outage of the layer: compare all heads, read what was missed."""
        await self.upkeep.compare_heads()

    # Plumbing

    def publish(self, live: LiveTopic, message: dict) -> None:
        """Hand a message to every process with readers of a topic, this one included."""
        if self.link.is_shared:
            self.tell_others(live, message)
        else:
            self.loop.call_soon(self.receive, message)

    def tell_others(self, live: LiveTopic, message: dict) -> None:
        """Hand a message to the layer without waiting for it."""
        self.spawn(self.link.send(group_of(live.name), message))

    def forget(self, live: LiveTopic) -> None:
        """Let go of a topic that nobody reads any more."""
        if not live.is_read and self.topics.pop(live.name, None) is live:
            live.stop()
            self.spawn(self.link.leave(group_of(live.name)))

    def spawn(self, work: Coroutine) -> None:
        """Do something beside the caller, held on to until it is done."""
        task = self.loop.create_task(self._guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _guarded(self, work: Coroutine) -> None:
        try:
            await work
        except Exception:
            logger.exception("Work beside the sockets failed; the next round makes up for it.")

    def _start(self) -> None:
        if self._is_started:
            return
        self._is_started = True
        for work in self.upkeep.rounds():
            self.spawn(work)
        if self.link.is_shared:
            self.spawn(self.link.run())
            self.spawn(self.link.watch())

    def _groups(self) -> list[str]:
        return [group_of(name) for name in self.topics]
