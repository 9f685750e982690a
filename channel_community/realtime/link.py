"""The process's one subscription to the channel layer.

Each process has one channel of its own, in one group per active topic and in the control group. Whatever the
layer is (pub/sub, the core Redis layer, or none), sockets have no channels. A lost layer closes no socket:
the link comes back by itself, joins its groups again and has what was missed read from the database.

The in-memory layer, or no layer, reaches nobody but this process. Messages then go straight to the process's
hubs, across threads and event loops, where that layer's queues are not safe.
"""

from __future__ import annotations

import asyncio
import logging
import random
import uuid
from collections.abc import Awaitable, Callable, Collection

from channels.layers import InMemoryChannelLayer, get_channel_layer

from channel_community.conf import settings

logger = logging.getLogger("channel_community.realtime")

CONTROL_GROUP = "cc.control"
JOIN_SECONDS = 1.0
RETRY_SECONDS = (0.2, 5.0)


def group_of(topic: str) -> str:
    """The layer's group for a topic: its name in the letters that layers allow."""
    return f"cc.{topic.replace(':', '.')}"


def envelope(kind: str, **values) -> dict:
    """A message between processes. The layer wants a `type`; `kind` is ours."""
    return {"type": "channel_community.message", "kind": kind, **values}


def shared_layer():
    """The channel layer, when there is one that reaches other processes."""
    layer = get_channel_layer()
    return None if layer is None or isinstance(layer, InMemoryChannelLayer) else layer


def _fault(task: asyncio.Future) -> BaseException | None:
    """Why a finished task failed; None when it did what it should."""
    return asyncio.CancelledError() if task.cancelled() else task.exception()


class Link:
    """Listens for one hub. `groups()` says which groups are wanted, `receive` takes each message."""

    def __init__(
        self,
        *,
        groups: Callable[[], Collection[str]],
        receive: Callable[[dict], None],
        missed: Callable[[], Awaitable[None]],
    ):
        self.process = uuid.uuid4().hex
        self.layer = shared_layer()
        self.groups = groups
        self.receive = receive
        self.missed = missed
        self.channel: str | None = None
        self.joined: set[str] = set()
        self.is_down = False
        self._turn = asyncio.Lock()
        self._ready = asyncio.Event()
        self._echoes = 0
        self._heard = 0

    @property
    def is_shared(self) -> bool:
        return self.layer is not None

    async def run(self) -> None:
        """Listen until cancelled, through every outage of the layer."""
        wait, longest = RETRY_SECONDS
        while True:
            try:
                self.channel = await self.layer.new_channel()
                await self._join_all()
                self._ready.set()
                if self.is_down:
                    self._came_back()
                    await self.missed()
                wait = RETRY_SECONDS[0]
                while True:
                    self._take(await self.layer.receive(self.channel))
            except Exception as error:  # noqa: BLE001 - any fault of the layer: stay, and try again
                self._went_down(error)
            self.channel = None
            self.joined.clear()
            self._ready.clear()
            await asyncio.sleep(wait * random.uniform(0.5, 1.5))  # noqa: S311 - spreads retries, no secret
            wait = min(wait * 2, longest)

    async def watch(self) -> None:
        """Notice a layer that fell silent without an error (emptied, half open): call, and expect to hear."""
        while True:
            await asyncio.sleep(settings.REALTIME_LAYER_CHECK_SECONDS)
            if self.channel is None:
                continue
            was_silent = self._echoes != self._heard
            if not await self._try(self._join_all(), JOIN_SECONDS * 5):
                continue
            self._echoes += 1
            call = envelope("echo", process=self.process, number=self._echoes)
            if await self._try(self.layer.group_send(CONTROL_GROUP, call), JOIN_SECONDS) and (
                was_silent or self.is_down
            ):
                self._came_back()
                await self.missed()

    async def join(self, group: str) -> None:
        """Hear `group`; while the layer does not answer, nobody waits for it: `watch` joins later."""
        if self.layer is None or self.is_down or group in self.joined:
            return
        if not self._ready.is_set():  # the process's first sockets come while the link is being made
            await self._try(self._ready.wait(), JOIN_SECONDS)
        async with self._turn:
            if self.channel is not None and not self.is_down and group not in self.joined:
                await self._try(self._add(group), JOIN_SECONDS)

    async def leave(self, group: str) -> None:
        """Hear `group` no more, unless it is wanted again by the time it is its turn."""
        async with self._turn:
            if group in self.joined and self.channel is not None and group not in self.groups():
                self.joined.discard(group)
                await self._try(self.layer.group_discard(group, self.channel), JOIN_SECONDS)

    async def send(self, group: str, message: dict) -> None:
        """Hand a message to every process that hears `group`, this one included; best effort."""
        await self._try(self.layer.group_send(group, message), JOIN_SECONDS)

    async def _try(self, work: Awaitable[None], seconds: float) -> bool:
        # Not wait_for: before Python 3.12 that swallows a cancellation which comes as the work ends.
        task = asyncio.ensure_future(work)
        try:
            done, _late = await asyncio.wait({task}, timeout=seconds)
        except asyncio.CancelledError:
            task.cancel()
            raise
        error = _fault(task) if done else TimeoutError(f"no answer in {seconds} s")
        if error is None:
            return True
        task.cancel()
        self._went_down(error)
        return False

    async def _add(self, group: str) -> None:
        await self.layer.group_add(group, self.channel)
        self.joined.add(group)

    async def _join_all(self) -> None:
        # Every time anew: an emptied Redis forgets groups, and the core layer lets them lapse after a day.
        for group in [CONTROL_GROUP, *self.groups()]:
            await self._add(group)

    def _take(self, message: dict) -> None:
        if message.get("kind") == "echo":
            if message.get("process") == self.process:
                self._heard = self._echoes
            return
        self.receive(message)

    def _went_down(self, error: BaseException) -> None:
        if not self.is_down:
            logger.warning("The channel layer does not answer (%r): live updates pause, pages work.", error)
        self.is_down = True

    def _came_back(self) -> None:
        if self.is_down:
            logger.info("The channel layer answers again: live updates go on.")
        self.is_down = False
