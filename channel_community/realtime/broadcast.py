"""Telling readers that something changed: the one way from the domains to the sockets.

Call these after the commit (`transaction.on_commit`), from anywhere: WSGI workers, commands, tasks, ASGI.
They never raise and never keep the caller waiting for more than half a second; a broadcast that gets lost is
made good by the sequence numbers. While the layer does not answer, callers do not wait for it at all.
"""

from __future__ import annotations

import asyncio
import logging
import os
import threading
import time
from collections.abc import Iterable

from channel_community.conf import settings
from channel_community.realtime.hub import live_hubs
from channel_community.realtime.identity import digest
from channel_community.realtime.link import CONTROL_GROUP, envelope, group_of, shared_layer

logger = logging.getLogger("channel_community.realtime")

#: Seconds a caller waits for the layer, and the seconds without waiting after the layer failed once.
WAIT_SECONDS = 0.5
BREAK_SECONDS = 5.0
#: Messages that may be on their way at once; more are dropped, and repaired by sequence.
MOST_UNDER_WAY = 1000
#: Characters of HTML above which readers are told to fetch the change instead of being sent it.
MOST_CHARACTERS = 256_000


def publish(topic: str, frame: dict) -> None:
    """Send `frame` to every reader of `topic` ("thread:42"): a `changes` frame, or one without a sequence.

    The frame holds plain JSON values and is not changed afterwards.
    """
    publish_many([(topic, frame)])


def publish_many(items: Iterable[tuple[str, dict]]) -> None:
    """Several at once, with one wait."""
    _send([(group_of(topic), _message(topic, frame)) for topic, frame in items])


def publish_revoked(topic: str) -> None:
    """Access to `topic` may have ended for some: every process checks its readers now."""
    _send([(group_of(topic), envelope("revoked", topic=topic))])


def disconnect_member(member_id: int) -> None:
    """Close all sockets of a member (suspended, roles taken); they may come back as who they now are."""
    _send([(CONTROL_GROUP, envelope("member", member=member_id))])


def recheck_member(member_id: int) -> None:
    """A member may have lost access: every process checks now what their sockets may still read."""
    _send([(CONTROL_GROUP, envelope("recheck", member=member_id))])


def recheck_user(user_id) -> None:
    """The same, known by the account: it was closed, or left a group."""
    _send([(CONTROL_GROUP, envelope("recheck", user=str(user_id)))])


def recheck_all() -> None:
    """Many may have lost access (a partner suspended, a board closed): every process checks all its sockets.

    Each begins at a moment of its own within `upkeep.SPREAD_SECONDS`, so that the database is not asked by
    all of them at once; several of these calls in that time are one check.
    """
    _send([(CONTROL_GROUP, envelope("recheck"))])


def end_session(session_key: str) -> None:
    """Close the sockets that rest on a session which has just ended."""
    _send([(CONTROL_GROUP, envelope("session", session=digest(session_key)))])


def _message(topic: str, frame: dict) -> dict:
    if sum(len(post.get("html") or "") for post in frame.get("posts", ())) > MOST_CHARACTERS:
        return envelope("behind", topic=topic, sequence=frame["sequence"])
    return envelope("frame", topic=topic, frame=frame)


def _send(messages: list[tuple[str, dict]]) -> None:
    if not settings.REALTIME or not messages:
        return
    try:
        if shared_layer() is None:
            for hub in live_hubs():
                for _group, message in messages:
                    hub.receive_soon(message)
        else:
            _publisher().send(messages)
    except Exception:
        logger.exception("A broadcast was lost; readers will notice by sequence.")


class Publisher:
    """A thread with an event loop and a connection to the layer, so that publishing need not connect.

    `async_to_sync` would open a new Redis connection for every call from a WSGI worker.
    """

    def __init__(self):
        self.process = os.getpid()
        self.loop = asyncio.new_event_loop()
        self.under_way = 0
        self.no_wait_until = 0.0
        threading.Thread(
            target=self.loop.run_forever, name="channel-community-publisher", daemon=True
        ).start()

    def send(self, messages: list[tuple[str, dict]]) -> None:
        """Hand messages to the layer in order; wait only where that is short and blocks no event loop."""
        if self.under_way > MOST_UNDER_WAY:
            return
        self.under_way += 1
        future = asyncio.run_coroutine_threadsafe(self._send_all(messages), self.loop)
        if _is_in_event_loop() or time.monotonic() < self.no_wait_until:
            return
        try:
            future.result(WAIT_SECONDS)
        except TimeoutError:
            self._failed("no answer in time")
        except Exception as error:  # noqa: BLE001 - concurrent.futures has a TimeoutError of its own before 3.11
            self._failed(error)

    async def _send_all(self, messages: list[tuple[str, dict]]) -> None:
        try:
            for group, message in messages:
                await self._send_one(group, message)
        finally:
            self.under_way -= 1

    async def _send_one(self, group: str, message: dict) -> None:
        for attempt in (1, 2):
            try:
                await asyncio.wait_for(shared_layer().group_send(group, message), WAIT_SECONDS * 4)
            except Exception as error:  # noqa: BLE001 - whatever the layer raises, the change itself is committed
                if attempt == 2:  # the first may only have found a connection that died while idle
                    self._failed(error)
            else:
                return

    def _failed(self, error: object) -> None:
        now = time.monotonic()
        if now >= self.no_wait_until:
            logger.warning("The channel layer takes no broadcasts (%r); readers catch up by sequence.", error)
        self.no_wait_until = now + BREAK_SECONDS


_current: Publisher | None = None
_lock = threading.Lock()


def _publisher() -> Publisher:
    global _current
    with _lock:
        if _current is None or _current.process != os.getpid():  # a forked worker needs a thread of its own
            _current = Publisher()
        return _current


def _is_in_event_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
