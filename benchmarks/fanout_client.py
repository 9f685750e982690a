"""The reading side of the fan-out benchmark: a thousand sockets that cost as little as possible.

Bare protocols that look at frame headers only (RFC 6455 section 5.2) and count the long ones: changes are
about 600 bytes, everything else the server says is much shorter.
"""

from __future__ import annotations

import asyncio
import base64
import os
import time

#: Frames of at least this many bytes count as changes.
LONG = 400
SUBSCRIBE = b'{"type":"subscribe","topic":"bench:1"}'


class Sockets:
    """All sockets to one server. `received` holds the time of each change at each socket, by change."""

    def __init__(self, port: int):
        self.port = port
        self.protocols: list[Socket] = []
        self.arrived: list[list[float]] = []
        self.waiting: dict[int, asyncio.Future] = {}

    async def open(self, count: int, at_once: int = 50) -> None:
        loop = asyncio.get_running_loop()
        for start in range(0, count, at_once):
            some = [
                loop.create_connection(lambda: Socket(self), "127.0.0.1", self.port)
                for _ in range(min(at_once, count - start))
            ]
            made = [protocol for _transport, protocol in await asyncio.gather(*some)]
            await asyncio.wait_for(asyncio.gather(*(protocol.opened for protocol in made)), 60)
            self.protocols += made

    def close(self) -> None:
        for protocol in self.protocols:
            protocol.transport.abort()

    def note(self, nth: int, now: float) -> None:
        while len(self.arrived) <= nth:
            self.arrived.append([])
        times = self.arrived[nth]
        times.append(now)
        if len(times) == len(self.protocols) and nth in self.waiting:
            self.waiting.pop(nth).set_result(None)

    async def everywhere(self, nth: int) -> None:
        """Wait until every socket has change number `nth`."""
        if len(self.arrived) > nth and len(self.arrived[nth]) == len(self.protocols):
            return
        self.waiting[nth] = asyncio.get_running_loop().create_future()
        await asyncio.wait_for(self.waiting[nth], 60)

    def forget(self) -> None:
        """Begin to count anew."""
        self.arrived.clear()
        for protocol in self.protocols:
            protocol.count = 0


class Socket(asyncio.Protocol):
    """One socket: shakes hands, subscribes, then counts."""

    def __init__(self, sockets: Sockets):
        self.sockets = sockets
        self.opened = asyncio.get_running_loop().create_future()
        self.rest = b""
        self.skip = 0
        self.count = 0
        self.is_open = False

    def connection_made(self, transport):
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        port = self.sockets.port
        transport.write(
            f"GET /ws/community/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
            f"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {key}\r\n\r\n".encode()
        )

    def data_received(self, data):
        now = time.monotonic()
        if not self.is_open:
            data = self._handshake(data)
        data = self.rest + data
        place, size = self.skip, len(data)
        while place + 2 <= size:
            length, head = data[place + 1] & 0x7F, 2
            if length == 126:
                if place + 4 > size:
                    break
                length, head = int.from_bytes(data[place + 2 : place + 4], "big"), 4
            place += head + length
            if length >= LONG:
                self.sockets.note(self.count, now)
                self.count += 1
        self.skip = max(0, place - size)
        self.rest = data[place:] if place < size else b""

    def _handshake(self, data):
        end = data.find(b"\r\n\r\n")
        if end < 0 or not data.startswith(b"HTTP/1.1 101"):
            raise ConnectionError(data[:80])
        self.is_open = True
        self.transport.write(bytes([0x81, 0x80 | len(SUBSCRIBE), 0, 0, 0, 0]) + SUBSCRIBE)
        self.opened.set_result(None)
        return data[end + 4 :]
