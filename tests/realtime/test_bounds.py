"""Limits of one connection, one member and one address; slow readers."""

import asyncio
import json

import pytest

from channel_community.realtime import consumer, frames
from channel_community.realtime.hub import current_hub
from tests.realtime.client import TIMEOUT, Client, until


async def test_a_flood_is_limited_and_then_closed(connect, notes):
    client = await connect()
    for _ in range(500):
        await client.send({"type": "ping"})
    assert await client.closed() == 1008
    kinds = [seen["type"] for seen in client.seen]
    assert kinds.count("pong") == 100
    errors = [seen for seen in client.seen if seen["type"] == "error"]
    assert {error["code"] for error in errors} == {"rate_limited"}
    assert len(errors) == 21
    await until(lambda: not current_hub().connections)


async def test_the_flooded_bystander_is_served(connect, notes):
    loud, calm = await connect(), await connect()
    await calm.subscribe("note:1")
    for _ in range(500):
        await loud.send({"type": "ping"})
    notes.say()
    await calm.receive_type("changes")
    await calm.ping()


async def test_many_errors_close(connect, notes):
    client = await connect()
    for _ in range(30):
        await client.send_text("nonsense")
    assert await client.closed() == 1008


async def test_the_allowance_comes_back(connect, notes, monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr("channel_community.realtime.budget.monotonic", lambda: clock[0])
    client = await connect()
    for _ in range(100):
        await client.ping()
    await client.send({"type": "ping"})
    assert (await client.receive_type("error", "pong"))["code"] == "rate_limited"
    clock[0] += 61
    await client.ping()


async def test_at_most_fifty_topics(connect, notes):
    client = await connect()
    for ident in range(1, 52):
        notes.open(ident)
        answer = await client.subscribe(f"note:{ident}")
    assert (answer["code"], answer["topic"]) == ("too_many_topics", "note:51")
    assert (await client.subscribe("note:50"))["type"] == "subscribed"


async def test_at_most_thirty_signed_out_sockets_of_one_address(connect, notes):
    for _ in range(30):
        await connect(address="10.9.9.9")
    crowded = Client(address="10.9.9.9")
    with pytest.raises(Exception, match="4429"):
        await crowded.open()
    await connect(address="10.9.9.8")


async def test_a_place_is_free_again_once_a_socket_leaves(connect, notes, tune):
    tune(REALTIME_SOCKETS_PER_ADDRESS=1)
    first = await connect()
    await first.leave()
    await connect()


async def test_sockets_without_an_address_are_not_counted(connect, notes, tune):
    tune(REALTIME_SOCKETS_PER_ADDRESS=1)
    await connect(address=None)
    await connect(address=None)


async def test_an_idle_signed_out_socket_is_closed(connect, notes, tune):
    tune(REALTIME_HEARTBEAT_SECONDS=0.05, REALTIME_IDLE_SECONDS=0.2)
    client = await connect()
    assert await client.closed() == 4408


async def test_a_client_that_leaves_in_the_middle_leaves_nothing_behind(connect, notes):
    client = await connect()
    await client.subscribe("note:1")
    await client.send({"type": "subscribe", "topic": "note:1"})
    await client.leave()
    hub = current_hub()
    assert not hub.connections
    assert not hub.of_address
    assert not hub.topics["note:1"].is_read


class Reader:
    """One socket whose `send` can be held up, as a server's is while its peer does not read."""

    def __init__(self):
        self.may_send = asyncio.Event()
        self.may_send.set()
        self.sent = []
        self.inbound = asyncio.Queue()
        scope = {
            "type": "websocket",
            "headers": [(b"host", b"testserver"), (b"origin", b"http://testserver")],
            "client": None,
        }
        self.inbound.put_nowait({"type": "websocket.connect"})
        self.task = asyncio.create_task(consumer.community_socket(scope, self.inbound.get, self.send))

    async def send(self, message):
        await self.may_send.wait()
        self.sent.append(message)
        if message["type"] == "websocket.close":
            self.inbound.put_nowait({"type": "websocket.disconnect", "code": message["code"]})

    async def subscribe(self, topic):
        self.inbound.put_nowait(
            {"type": "websocket.receive", "text": json.dumps({"type": "subscribe", "topic": topic})}
        )
        await until(lambda: "subscribed" in self.kinds())

    def kinds(self):
        return [
            json.loads(message["text"])["type"]
            for message in self.sent
            if message["type"] == "websocket.send"
        ]

    def changes(self):
        every = [json.loads(message["text"]) for message in self.sent if message["type"] == "websocket.send"]
        return [frame["sequence"] for frame in every if frame["type"] == "changes"]


async def test_a_slow_reader_is_cut_off_and_told_to_reload(notes, tune):
    tune(REALTIME_GATHER_MS=0, REALTIME_BACKLOG_FRAMES=20)
    slow, quick = Reader(), Reader()
    await slow.subscribe("note:1")
    await quick.subscribe("note:1")
    slow.may_send.clear()
    for sequence in range(1, 41):
        notes.say()
        await until(lambda: quick.changes()[-1:] == [sequence])  # noqa: B023 - awaited before it changes
    assert quick.changes() == list(range(1, 41))
    slow.may_send.set()
    await asyncio.wait_for(slow.task, TIMEOUT)
    assert slow.kinds()[-1] == "resync"
    assert slow.sent[-1]["code"] == 1013
    assert len(slow.changes()) < 22
    quick.inbound.put_nowait({"type": "websocket.disconnect", "code": 1001})
    await asyncio.wait_for(quick.task, TIMEOUT)


async def test_a_reader_that_takes_nothing_more_is_let_go(notes, tune, monkeypatch):
    monkeypatch.setattr("channel_community.realtime.outbox.LAST_WORDS_SECONDS", 0.1)
    tune(REALTIME_GATHER_MS=0, REALTIME_BACKLOG_BYTES=2000)
    stuck = Reader()
    await stuck.subscribe("note:1")
    stuck.may_send.clear()
    for _ in range(30):
        notes.say("x" * 200)
    await asyncio.wait_for(stuck.task, TIMEOUT)
    assert not current_hub().connections
    assert not stuck.task.cancelled()


async def test_a_reader_that_stalls_for_long_is_let_go(notes, tune, monkeypatch):
    monkeypatch.setattr("channel_community.realtime.outbox.LAST_WORDS_SECONDS", 0.1)
    monkeypatch.setattr("channel_community.realtime.upkeep.STALL_SECONDS", 0.1)
    tune(REALTIME_HEARTBEAT_SECONDS=0.05)
    stuck = Reader()
    await stuck.subscribe("note:1")
    stuck.may_send.clear()
    notes.say()
    await asyncio.wait_for(stuck.task, TIMEOUT)


async def test_a_late_reader_gets_everything_in_order(notes, tune):
    tune(REALTIME_GATHER_MS=0)
    late = Reader()
    await late.subscribe("note:1")
    late.may_send.clear()
    for _ in range(50):
        notes.say()
    late.may_send.set()
    await until(lambda: len(late.changes()) == 50)
    assert late.changes() == list(range(1, 51))
    late.inbound.put_nowait({"type": "websocket.disconnect", "code": 1001})
    await asyncio.wait_for(late.task, TIMEOUT)


async def test_a_server_that_stops_is_not_held_up(notes):
    reader = Reader()
    await reader.subscribe("note:1")
    reader.task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reader.task
    assert not current_hub().connections


async def test_servers_whose_send_returns_a_future_are_served(notes):
    sent = []

    def send(message):
        sent.append(message)
        future = asyncio.get_running_loop().create_future()
        future.set_result(None)
        return future

    inbound = asyncio.Queue()
    scope = {"type": "websocket", "headers": [(b"host", b"testserver"), (b"origin", b"http://testserver")]}
    for message in (
        {"type": "websocket.connect"},
        {"type": "websocket.receive", "text": '{"type":"ping"}'},
        {"type": "websocket.disconnect", "code": 1000},
    ):
        inbound.put_nowait(message)
    await asyncio.wait_for(consumer.community_socket(scope, inbound.get, send), TIMEOUT)
    await until(lambda: len(sent) == 3)
    assert json.loads(sent[-1]["text"]) == frames.pong()


async def test_a_failing_send_ends_quietly(notes, caplog):
    async def send(message):
        if message["type"] == "websocket.send":
            raise OSError("the peer is away")

    inbound = asyncio.Queue()
    scope = {"type": "websocket", "headers": [(b"host", b"testserver"), (b"origin", b"http://testserver")]}
    inbound.put_nowait({"type": "websocket.connect"})
    inbound.put_nowait({"type": "websocket.receive", "text": "nonsense"})
    inbound.put_nowait({"type": "websocket.disconnect", "code": 1006})
    await asyncio.wait_for(consumer.community_socket(scope, inbound.get, send), TIMEOUT)
    assert not caplog.records
