"""One server of the fan-out benchmark: the community's socket, or a bare ASGI loop with the same bytes.

Started by ``fanout``; obeys one-line commands on its standard input and answers one JSON line each.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time

PADDING = "x" * 380


def change(sequence: int) -> dict:
    """A change of one post, about 600 bytes on the wire, the same length for every sequence."""
    number = 10**9 + sequence
    return {
        "type": "changes",
        "topic": "bench:1",
        "previous": number - 1,
        "sequence": number,
        "thread": {"id": 1, "title": "A thread", "is_closed": False},
        "posts": [{"id": number, "number": number, "sequence": number, "state": "visible", "html": PADDING}],
    }


class Bare:
    """The yardstick: accepts, and writes a text that is ready made to every socket in turn."""

    def __init__(self):
        self.sends = set()
        self.message = {"type": "websocket.send", "text": json.dumps(change(1), separators=(",", ":"))}

    async def __call__(self, scope, receive, send):
        await receive()
        await send({"type": "websocket.accept"})
        self.sends.add(send)
        while (await receive())["type"] != "websocket.disconnect":
            pass
        self.sends.discard(send)

    async def publish(self, sequence):
        for send in list(self.sends):
            await send(self.message)

    def readers(self):
        return len(self.sends)


class Community:
    """The community's own socket, with a topic that needs no database."""

    def __init__(self):
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings.default")
        import django

        django.setup()
        from django.conf import settings

        from channel_community import routing
        from channel_community.realtime import broadcast, topics

        settings.CHANNEL_COMMUNITY = {
            "REALTIME_GATHER_MS": 0,
            "REALTIME_SOCKETS_PER_ADDRESS": 10**6,
            "REALTIME_HEARTBEAT_SECONDS": 25,
        }
        topics.register(_bench_topic(topics)())
        self.broadcast = broadcast
        self.application = routing.application(None)

    async def __call__(self, scope, receive, send):
        await self.application(scope, receive, send)

    async def publish(self, sequence):
        self.broadcast.publish("bench:1", change(sequence))

    def readers(self):
        from channel_community.realtime.hub import current_hub

        live = current_hub().topics.get("bench:1")
        return len(live.readers) if live else 0


def _bench_topic(topics):
    class BenchTopic(topics.TopicType):
        name = "bench"

        def resolve(self, viewer, ident):
            return topics.TopicAccess(head=10**9)

        def head(self, ident):
            return 10**9

        def heads(self, idents):
            return {}

        def changes(self, ident, after, viewer=None):
            return None

    return BenchTopic


def used() -> dict:
    """CPU seconds of this process, and its proportional memory in KiB."""
    with open("/proc/self/smaps_rollup") as rollup:
        memory = next(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
    return {"cpu": time.process_time(), "memory": memory}


async def serve(kind: str, port: int) -> None:
    import uvicorn

    application = {"bare": Bare, "community": Community}[kind]()
    config = uvicorn.Config(
        application,
        port=port,
        lifespan="off",
        loop="uvloop",
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_ping_interval=None,
        log_level="warning",
        backlog=4096,
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    print(json.dumps({"ready": True}), flush=True)
    await obey(application)
    server.should_exit = True
    await serving


async def obey(application) -> None:
    commands = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(commands), sys.stdin.buffer
    )
    sequence = 0
    while line := (await commands.readline()).decode().strip():
        answer = {}
        if line == "publish":
            sequence += 1
            answer = {"at": time.monotonic()}
            await application.publish(sequence)
        elif line == "used":
            answer = used()
        elif line == "readers":
            answer = {"readers": application.readers()}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], int(sys.argv[2])))
