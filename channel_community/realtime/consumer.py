"""The ASGI application of the socket: handshake, inbound frames, and cleaning up whatever happens.

It is plain ASGI on purpose. Nothing a socket sends or is sent passes through Channels' consumer dispatch,
whose thread hop per event costs more than all the rest, and no socket has a channel of its own.
"""

from __future__ import annotations

import asyncio
import logging

from channel_community.conf import settings
from channel_community.realtime import frames, origins, reading, topics
from channel_community.realtime.connection import (
    FOREIGN_ORIGIN,
    INTERNAL,
    NO_SOCKETS_HERE,
    POLICY,
    TOO_MANY_SOCKETS,
    Connection,
)
from channel_community.realtime.hub import Hub, current_hub
from channel_community.realtime.link import envelope
from channel_community.realtime.protocol import (
    ClientFrame,
    Ping,
    ProtocolError,
    Subscribe,
    Typing,
    Unsubscribe,
    decode,
)

logger = logging.getLogger("channel_community.realtime")

#: Seconds between two `typing` of one member in one topic that are passed on, and how many members at once.
TYPING_SECONDS = 2.0
TYPING_AT_ONCE = 3


async def community_socket(scope, receive, send) -> None:
    """ASGI application for one socket of protocol 1."""
    message = await receive()
    if message["type"] != "websocket.connect":
        return
    try:
        refusal = _refuse(scope)
        who = None if refusal else await reading.identify(scope)
    except Exception:
        logger.exception("A socket's session could not be read.")
        refusal = INTERNAL, "try again"
    hub = current_hub()
    address = (scope.get("client") or [None])[0]
    if refusal is None and (reason := hub.crowded(who.member_id, address)):
        refusal = TOO_MANY_SOCKETS, reason
    await send({"type": "websocket.accept"})
    if refusal:
        # Closing only after accepting: else the browser learns nothing but "failed" (code 1006).
        await send({"type": "websocket.close", "code": refusal[0], "reason": refusal[1]})
        return
    await _serve(hub, Connection(who=who, address=address, send=send, loop=hub.loop), receive)


async def deny(scope, receive, send) -> None:
    """Answer for paths without a socket: the handshake fails, nothing is logged as an error."""
    await receive()
    await send({"type": "websocket.close"})


def _refuse(scope) -> tuple[int, str] | None:
    if not settings.REALTIME:
        return NO_SOCKETS_HERE, "sockets are switched off"
    if not origins.is_allowed(scope):
        return FOREIGN_ORIGIN, "foreign origin"
    return None


async def _serve(hub: Hub, connection: Connection, receive) -> None:
    hub.add(connection)
    try:
        member = {"id": connection.member_id, **connection.card} if connection.card else None
        connection.say(frames.welcome(settings.REALTIME_HEARTBEAT_SECONDS, member))
        while (message := await receive())["type"] != "websocket.disconnect":
            if message["type"] == "websocket.receive" and not connection.is_over:
                await _take(hub, connection, message)
    except asyncio.CancelledError:
        if not connection.is_over:
            raise
        # Ended by us: the server's task goes on, and must not look cancelled to it.
        if hasattr(connection.task, "uncancel"):  # Python 3.11
            connection.task.uncancel()
    finally:
        connection.is_over = True
        hub.remove(connection)


async def _take(hub: Hub, connection: Connection, message: dict) -> None:
    """Answer one inbound message, whatever it is."""
    connection.heard_at = hub.loop.time()
    try:
        if not connection.frames.take():
            raise ProtocolError("rate_limited", f"At most {connection.frames.allowed} frames a minute.")
        text = message.get("text")
        if text is None:
            raise ProtocolError("invalid", "Send text frames, not binary ones.")
        frame = decode(text, settings.REALTIME_MAX_FRAME_BYTES)
        await _HANDLERS[type(frame)](hub, connection, frame)
    except ProtocolError as problem:
        connection.say(frames.error(problem))
        if not connection.errors.take():
            connection.end(POLICY, "too many errors")
    except Exception:
        logger.exception("A frame could not be answered.")
        connection.end(INTERNAL, "try again")


async def _subscribe(hub: Hub, connection: Connection, frame: Subscribe) -> None:
    if frame.topic not in connection.topics and len(connection.topics) >= settings.REALTIME_MAX_TOPICS:
        raise ProtocolError(
            "too_many_topics", f"At most {settings.REALTIME_MAX_TOPICS} topics on one socket.", frame.topic
        )
    topic = topics.parse(frame.topic)
    if topic is None or not await hub.subscribe(connection, topic, frame.after):
        raise ProtocolError("not_found", "There is no such topic.", frame.topic)


async def _unsubscribe(hub: Hub, connection: Connection, frame: Unsubscribe) -> None:
    live = connection.topics.get(frame.topic)
    if live is not None:
        hub.leave(connection, live)
    connection.say(frames.unsubscribed(frame.topic))


async def _typing(hub: Hub, connection: Connection, frame: Typing) -> None:
    live = connection.topics.get(frame.topic)
    if live is None:
        raise ProtocolError("not_found", "Subscribe to the topic first.", frame.topic)
    if connection not in live.writers:
        raise ProtocolError("invalid", "Only members who may write here can be typing.", frame.topic)
    now = hub.loop.time()
    recent = {member: at for member, at in live.typed_at.items() if now - at < TYPING_SECONDS}
    if connection.member_id not in recent and len(recent) < TYPING_AT_ONCE:
        recent[connection.member_id] = now
        said = frames.typing(frame.topic, connection.card)
        hub.publish(live, envelope("frame", topic=frame.topic, frame=said, by=connection.member_id))
    live.typed_at = recent


async def _ping(hub: Hub, connection: Connection, frame: Ping) -> None:
    connection.say(frames.pong())


_HANDLERS: dict[type[ClientFrame], object] = {
    Subscribe: _subscribe,
    Unsubscribe: _unsubscribe,
    Typing: _typing,
    Ping: _ping,
}
