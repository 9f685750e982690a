"""Pages: queries, writes, bytes, and CPU of the application and of the database, first page against last.

CPU is user and system time: of this process, and of the PostgreSQL backend that serves it (from /proc).
"""

from __future__ import annotations

import os
import statistics
import time
from pathlib import Path

POSTS = int(os.environ.get("BENCH_POSTS", "100000"))
THREADS = int(os.environ.get("BENCH_THREADS", "2000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "15"))
PER_ROUND = 20
WRITES = ("INSERT", "UPDATE", "DELETE")


def main() -> None:
    """Print one row a page: signed out and in, first and last page of the long thread, board, home."""
    from django.db import connection
    from django.test import Client

    from benchmarks.generate import community
    from channel_community.discussions.cards import Urls

    board, long, member = community(posts=POSTS, threads=THREADS)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    urls, last = Urls(), -(-POSTS // 20)
    thread, listing = urls.thread(long.pk, long.slug), urls.board(board.pk, board.slug)
    signed_out, signed_in = Client(), Client()
    signed_in.force_login(member.user)
    print(
        f"{connection.vendor}, {POSTS} posts in the thread, {THREADS} threads on the board,"
        f" {ROUNDS} rounds of {PER_ROUND}"
    )
    print(f"{'page':34} {'SQL':>4} {'writes':>6} {'KiB':>6} {'app ms':>8} {'db ms':>7} {'total':>7}")
    totals = {}
    for who, client in (("signed out", signed_out), ("signed in", signed_in)):
        pages = {
            "thread, first page": thread,
            "thread, last page": f"{thread}?page={last}",
            "board": listing,
            "home": "/community/",
        }
        for name, figures in measure(client, pages, connection).items():
            totals[who, name] = sum(figures["cpu"])
            app, database = figures["cpu"]
            print(
                f"{name + ', ' + who:34} {figures['queries']:4d} {figures['writes']:6d} {figures['kib']:6.1f}"
                f" {app:8.2f} {database:7.2f} {app + database:7.2f}"
            )
        ratio = totals[who, "thread, last page"] / totals[who, "thread, first page"]
        print(f"{'  last page / first page':34} {ratio:.3f}  (bound 1.1)")


def measure(client, pages: dict[str, str], connection) -> dict[str, dict]:
    """Figures by page; the pages take turns in every round, so that a noisy minute hits all alike."""
    from django.test.utils import CaptureQueriesContext

    figures, samples = {}, {name: [] for name in pages}
    for name, url in pages.items():
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(url)
        assert answer.status_code == 200, (url, answer.status_code)
        writes = sum(query["sql"].lstrip().upper().startswith(WRITES) for query in captured)
        figures[name] = {"queries": len(captured), "writes": writes, "kib": len(answer.content) / 1024}
    backend = backend_pid(connection)
    for _round in range(ROUNDS):
        for name, url in pages.items():
            before = time.process_time(), database_seconds(backend)
            for _ in range(PER_ROUND):
                client.get(url)
            after = time.process_time(), database_seconds(backend)
            samples[name].append([(b - a) * 1000 / PER_ROUND for a, b in zip(before, after, strict=True)])
    for name, rows in samples.items():
        figures[name]["cpu"] = [statistics.median(column) for column in zip(*rows, strict=True)]
    return figures


def backend_pid(connection) -> int | None:
    """Process id of the PostgreSQL backend, when it runs on this machine."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    return pid if Path(f"/proc/{pid}/stat").exists() else None


def database_seconds(pid: int | None) -> float:
    """User and system time that the backend has used, in seconds."""
    if pid is None:
        return 0.0
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
