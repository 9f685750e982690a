"""The socket behind a real server, over real connections."""

import asyncio
import base64
import json
import os
import socket
import threading

import pytest
import uvicorn
import websockets

from channel_community import routing
from channel_community.realtime.hub import live_hubs
from tests.realtime.client import TIMEOUT, pages, until
from tests.realtime.conftest import LAYERS, needs_redis

pytestmark = pytest.mark.slow


class Server:
    """uvicorn in a thread, as documented for production: no compression, small frames."""

    def __init__(self):
        config = uvicorn.Config(
            routing.application(pages),
            port=0,
            lifespan="off",
            ws="websockets-sansio",
            ws_per_message_deflate=False,
            ws_max_size=65536,
            log_level="warning",
            timeout_graceful_shutdown=2,
        )
        self.running = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.running.run, daemon=True)
        self.thread.start()
        while not self.running.started:
            threading.Event().wait(0.01)
        self.port = self.running.servers[0].sockets[0].getsockname()[1]

    def stop(self):
        self.running.should_exit = True
        self.thread.join(TIMEOUT)
        assert not self.thread.is_alive()


@pytest.fixture
def server(notes):
    started = Server()
    yield started.port
    started.stop()


@pytest.fixture
def two_servers(notes, settings):
    """Two event loops that know of each other through Redis only, as two processes do."""
    settings.CHANNEL_LAYERS = {"default": LAYERS["pubsub"]}
    started = [Server(), Server()]
    yield [each.port for each in started]
    for each in started:
        each.stop()


class Page:
    """What a browser's page does, with a real WebSocket."""

    def __init__(self, port):
        self.opening = websockets.connect(
            f"ws://127.0.0.1:{port}/ws/community/",
            origin=f"http://127.0.0.1:{port}",
            compression=None,
            max_size=None,
            open_timeout=TIMEOUT,
        )

    async def __aenter__(self):
        self.socket = await self.opening.__aenter__()
        await self.receive("welcome")
        return self

    async def __aexit__(self, *exc):
        await self.opening.__aexit__(*exc)

    async def receive(self, kind):
        while True:
            frame = json.loads(await asyncio.wait_for(self.socket.recv(), TIMEOUT))
            if frame["type"] == kind:
                return frame

    async def closed_by(self, text):
        """Send what the server closes for; the code, where the connection lives long enough to bring it."""
        try:
            await self.socket.send(text, text=True)
            await self.receive("nothing")
        except websockets.ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None

    async def subscribe(self, topic, after=None):
        await self.socket.send(json.dumps({"type": "subscribe", "topic": topic, "after": after}))
        return await self.receive("subscribed")


async def test_two_pages_see_what_another_thread_writes(server, notes):
    async with Page(server) as ana, Page(server) as ben:
        await ana.subscribe("note:1")
        await ben.subscribe("note:1")
        await asyncio.to_thread(notes.say, "from a worker's thread")
        for page in (ana, ben):
            assert (await page.receive("changes"))["sequence"] == 1


async def test_a_page_that_was_away_catches_up(server, notes):
    async with Page(server) as page:
        await page.subscribe("note:1")
        await asyncio.to_thread(notes.say)
        held = (await page.receive("changes"))["sequence"]
    for _ in range(3):
        await asyncio.to_thread(notes.say)
    async with Page(server) as page:
        await page.subscribe("note:1", after=held)
        changes = await page.receive("changes")
        assert (changes["previous"], changes["sequence"]) == (1, 4)


async def test_ten_megabytes_close_their_own_socket_only(server, notes):
    async with Page(server) as calm, Page(server) as loud:
        await calm.subscribe("note:1")
        assert await loud.closed_by("x" * 10_000_000) in {None, 1009}
        await asyncio.to_thread(notes.say)
        await calm.receive("changes")


async def test_invalid_utf8_closes_its_own_socket_only(server, notes, caplog):
    async with Page(server) as calm, Page(server) as broken:
        await calm.subscribe("note:1")
        assert await broken.closed_by(b'{"type":"ping\xff"}') in {None, 1007}
        await asyncio.to_thread(notes.say)
        await calm.receive("changes")
    assert not [record for record in caplog.records if record.name.startswith("channel_community")]


def deaf(port) -> socket.socket:
    """A connection that subscribes and then never reads again."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(TIMEOUT)
    connection.connect(("127.0.0.1", port))
    key = base64.b64encode(os.urandom(16)).decode()
    connection.sendall(
        f"GET /ws/community/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
        f"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: {key}\r\n\r\n".encode()
    )
    connection.recv(1024)
    text = b'{"type":"subscribe","topic":"note:1"}'
    connection.sendall(bytes([0x81, 0x80 | len(text), 0, 0, 0, 0]) + text)
    return connection


async def test_a_deaf_reader_is_cut_off_and_hurts_nobody(server, notes, tune, monkeypatch):
    monkeypatch.setattr("channel_community.realtime.outbox.LAST_WORDS_SECONDS", 0.2)
    tune(REALTIME_GATHER_MS=0, REALTIME_BACKLOG_FRAMES=8)
    async with Page(server) as page:
        await page.subscribe("note:1")
        hub = next(hub for hub in live_hubs() if hub.connections)
        connection = await asyncio.to_thread(deaf, server)
        await until(lambda: len(hub.topics["note:1"].readers) == 2)
        for sequence in range(1, 201):
            await asyncio.to_thread(notes.say, "x" * 100_000)
            assert (await page.receive("changes"))["sequence"] == sequence
        await until(lambda: len(hub.connections) == 1)
        connection.close()


@needs_redis
async def test_readers_on_two_servers_share_changes_and_presence(two_servers, notes):
    here, there = two_servers
    async with Page(here) as ana, Page(there) as ben, Page(there) as eve:
        for page in (ana, ben, eve):
            await page.subscribe("note:1")
        for page in (ana, ben, eve):
            while (await page.receive("presence"))["count"] != 3:
                pass
        await asyncio.to_thread(notes.say)
        for page in (ana, ben, eve):
            assert (await page.receive("changes"))["sequence"] == 1
        await ben.socket.close()
        while (await ana.receive("presence"))["count"] != 2:
            pass


@needs_redis
async def test_a_burst_from_outside_reaches_every_reader_in_order(two_servers, notes):
    here, there = two_servers
    async with Page(here) as ana, Page(there) as ben:
        await ana.subscribe("note:1")
        await ben.subscribe("note:1")
        writing = [asyncio.to_thread(notes.say, f"text {number}") for number in range(60)]
        await asyncio.gather(*writing)
        for page in (ana, ben):
            held, numbers = 0, []
            while held < 60:
                changes = await page.receive("changes")
                assert changes["previous"] == held
                held = changes["sequence"]
                numbers += [post["number"] for post in changes["posts"]]
            assert numbers == list(range(1, 61))
