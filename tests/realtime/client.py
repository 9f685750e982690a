"""A client of the socket for tests: it waits for what should come, and never sleeps."""

from __future__ import annotations

import asyncio
import json

from asgiref.testing import ApplicationCommunicator

from channel_community import routing

ORIGIN = b"http://testserver"
TIMEOUT = 5.0


class Closed(Exception):
    """The server closed the socket."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


async def pages(scope, receive, send):
    raise AssertionError("no page is asked for here")


class Client:
    """One socket against the ASGI application, without a server between."""

    def __init__(
        self,
        *,
        origin=ORIGIN,
        host=b"testserver",
        cookies="",
        address="10.0.0.1",
        headers=(),
        scheme="ws",
        path="/ws/community/",
        app=None,
    ):
        every = [(b"host", host), *headers]
        if origin is not None:
            every.append((b"origin", origin))
        if cookies:
            every.append((b"cookie", cookies.encode()))
        scope = {
            "type": "websocket",
            "path": path,
            "query_string": b"",
            "headers": every,
            "subprotocols": [],
            "scheme": scheme,
            "client": (address, 1234) if address else None,
        }
        self.link = ApplicationCommunicator(app or routing.application(pages), scope)
        self.seen: list[dict] = []

    async def open(self) -> dict:
        """Connect; the welcome frame, or Closed."""
        await self.link.send_input({"type": "websocket.connect"})
        accepted = await self.link.receive_output(TIMEOUT)
        assert accepted["type"] == "websocket.accept"
        return await self.receive()

    async def send(self, frame) -> None:
        await self.send_text(json.dumps(frame))

    async def send_text(self, text: str) -> None:
        await self.link.send_input({"type": "websocket.receive", "text": text})

    async def send_bytes(self, data: bytes) -> None:
        await self.link.send_input({"type": "websocket.receive", "bytes": data})

    async def receive(self) -> dict:
        message = await self.link.receive_output(TIMEOUT)
        if message["type"] == "websocket.close":
            raise Closed(message["code"])
        frame = json.loads(message["text"])
        self.seen.append(frame)
        return frame

    async def receive_type(self, *kinds: str) -> dict:
        """The next frame of one of these types; others are passed over (and kept in `seen`)."""
        while True:
            frame = await self.receive()
            if frame["type"] in kinds:
                return frame

    async def closed(self) -> int:
        """Wait for the server to close; the code."""
        try:
            while True:
                await self.receive()
        except Closed as closed:
            return closed.code

    async def subscribe(self, topic: str, after: int | None = None) -> dict:
        await self.send({"type": "subscribe", "topic": topic, "after": after})
        return await self.receive_type("subscribed", "error")

    async def ping(self) -> None:
        """Everything sent before is answered once this returns."""
        await self.send({"type": "ping"})
        await self.receive_type("pong")

    async def leave(self) -> None:
        await self.link.send_input({"type": "websocket.disconnect", "code": 1001})
        await self.link.wait(TIMEOUT)


async def until(condition) -> None:
    """Let the event loop turn until `condition()` is true."""

    async def turn():
        while not condition():
            await asyncio.sleep(0.005)

    await asyncio.wait_for(turn(), TIMEOUT)
