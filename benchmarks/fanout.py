"""Fan-out to many sockets of one process, beside a bare ASGI loop of the same server writing the same bytes.

``python -m benchmarks.fanout [--sockets 1000] [--rounds 3] [--messages 60]``

Two server processes (uvicorn, uvloop, no compression) are measured in turn by this process, which reads with
bare protocols. Figures: deliveries a second with four messages in flight (the best round), the server's CPU
per delivery (to be trusted on a busy machine too), latency from publishing to each socket at ten messages a
second, memory per idle socket.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import socket
import statistics
import sys
import time
from pathlib import Path

import uvloop

from benchmarks.fanout_client import Sockets

ROOT = Path(__file__).resolve().parents[1]
IN_FLIGHT = 4
#: Deliveries a second of the community's socket over the bare loop's.
GOAL = 0.7


class Server:
    """One server process and the sockets it feeds."""

    def __init__(self, kind: str):
        self.kind = kind
        self.memory = 0.0
        self.rounds: list[dict] = []

    async def start(self, sockets: int) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "benchmarks.fanout_server", self.kind, str(port)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=ROOT,
        )
        await self._answer()
        self.sockets = Sockets(port)
        await self.sockets.open(20)
        before = (await self.ask("used"))["memory"]
        began = time.monotonic()
        await self.sockets.open(sockets - 20)
        while (await self.ask("readers"))["readers"] < sockets:
            await asyncio.sleep(0.05)
        self.connecting = time.monotonic() - began
        self.memory = ((await self.ask("used"))["memory"] - before) / (sockets - 20)

    async def ask(self, command: str) -> dict:
        self.process.stdin.write(f"{command}\n".encode())
        return await self._answer()

    async def _answer(self) -> dict:
        return json.loads(await asyncio.wait_for(self.process.stdout.readline(), 120))

    async def stop(self) -> None:
        self.sockets.close()
        self.process.stdin.close()
        await self.process.wait()

    async def measure(self, messages: int) -> None:
        """One round: as many messages as go through, then ten a second."""
        count = len(self.sockets.protocols)
        self.sockets.forget()
        before, began = await self.ask("used"), time.monotonic()
        for nth in range(messages):
            if nth >= IN_FLIGHT:
                await self.sockets.everywhere(nth - IN_FLIGHT)
            await self.ask("publish")
        await self.sockets.everywhere(messages - 1)
        seconds = time.monotonic() - began
        cpu = (await self.ask("used"))["cpu"] - before["cpu"]
        delivered = messages * count
        self.rounds.append(
            {"rate": delivered / seconds, "cpu": cpu / delivered * 1e6, **await self._latencies(20)}
        )

    async def _latencies(self, messages: int) -> dict:
        self.sockets.forget()
        took: list[float] = []
        for nth in range(messages):
            at = (await self.ask("publish"))["at"]
            await self.sockets.everywhere(nth)
            took += [(arrived - at) * 1000 for arrived in self.sockets.arrived[nth]]
            await asyncio.sleep(max(0.0, at + 0.1 - time.monotonic()))
        cuts = statistics.quantiles(took, n=100)
        return {"p50": cuts[49], "p99": cuts[98]}

    def best(self, figure: str) -> float:
        return max(each[figure] for each in self.rounds)

    def median(self, figure: str) -> float:
        return statistics.median(each[figure] for each in self.rounds)


async def compare(sockets: int, rounds: int, messages: int) -> list[Server]:
    """Measure both servers in turn; the order changes every round."""
    servers = [Server("bare"), Server("community")]
    try:
        for server in servers:
            await server.start(sockets)
            await server.measure(10)  # warm
            server.rounds.clear()
        for nth in range(rounds):
            for server in servers if nth % 2 else servers[::-1]:
                await server.measure(messages)
    finally:
        for server in servers:
            await server.stop()
    return servers


def report(servers: list[Server], sockets: int) -> None:
    print(f"Fan-out to {sockets} sockets of one process, Python {sys.version.split()[0]}")
    print("| server | deliveries/s | CPU us per delivery | p50 ms | p99 ms | KiB per socket | connecting s |")
    print("| --- | --: | --: | --: | --: | --: | --: |")
    for server in servers:
        print(
            f"| {server.kind} | {server.best('rate'):,.0f} | {server.median('cpu'):.1f} "
            f"| {server.median('p50'):.1f} | {server.median('p99'):.1f} "
            f"| {server.memory:.1f} | {server.connecting:.1f} |"
        )
    bare, ours = servers
    rate = ours.best("rate") / bare.best("rate")
    cpu = statistics.median(
        theirs["cpu"] / mine["cpu"] for mine, theirs in zip(ours.rounds, bare.rounds, strict=True)
    )
    verdict = "met" if rate >= GOAL else "missed"
    print(f"Ratio to the bare loop: {rate:.2f} by deliveries, {cpu:.2f} by CPU (goal {GOAL}: {verdict})")


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sockets", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--messages", type=int, default=60)
    options = parser.parse_args(arguments or [])
    uvloop.install()
    report(asyncio.run(compare(options.sockets, options.rounds, options.messages)), options.sockets)


if __name__ == "__main__":
    main(sys.argv[1:])
