"""A page of the host site that is not ours: what the plugin adds to it, in queries and in time.

Two processes serve the same plain view, one with the plugin installed and one without, in turn.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time

PAIRS = 7
REQUESTS = 2000
BOUND_MS = 0.1


def main() -> None:
    """Print the median difference per request and the number of queries."""
    rows = [(run(with_plugin=True), run(with_plugin=False)) for _ in range(PAIRS)]
    bare = statistics.median(without[1] for _ours, without in rows)
    difference = statistics.median(ours[1] - without[1] for ours, without in rows)
    print(
        f"a page of the host site: {bare:.3f} ms without the plugin,"
        f" {difference:+.3f} ms with it (bound {BOUND_MS}),"
    )
    print(f"  {rows[0][0][0]} queries")


def run(*, with_plugin: bool) -> tuple[int, float]:
    """Queries and CPU milliseconds of one plain request, measured in a process of its own."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "benchmarks.host_site"}
    environment |= {} if with_plugin else {"WITHOUT_PLUGIN": "1"}
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.host"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    queries, milliseconds = json.loads(done.stdout.splitlines()[-1])
    return queries, milliseconds


def measure() -> None:
    """In the measured process: print queries and milliseconds as JSON."""
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.get("/plain/", HTTP_HOST="localhost")
    with CaptureQueriesContext(connection) as captured:
        client.get("/plain/", HTTP_HOST="localhost")
    begin = time.process_time()
    for _ in range(REQUESTS):
        client.get("/plain/", HTTP_HOST="localhost")
    print(json.dumps([len(captured), (time.process_time() - begin) * 1000 / REQUESTS]))


if __name__ == "__main__":
    measure()
