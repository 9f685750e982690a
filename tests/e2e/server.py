"""The demonstration site as a process of its own, on a database, a folder and a port of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = "demo_site.settings.test"
START_SECONDS = 60


class Community:
    """A running demonstration community. `url` is its address; `mail` the folder its mails are written to."""

    def __init__(self, folder: Path, name: str = "e2e"):
        self.folder = folder
        self.mail = folder / "mail"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "DEMO_VAR": str(folder),
            "PORT": str(self.port),
            "CC_TEST_PREFIX": f"cc-{name}-{self.port}",
        }
        if url := os.environ.get("DATABASE_URL"):
            worker = os.environ.get("PYTEST_XDIST_WORKER", "")
            self.environment["DATABASE_URL"] = _own_database(url, f"test_channel_community_{name}{worker}")
        self.process: subprocess.Popen | None = None

    def build(self) -> None:
        """Migrate, set up and load the demonstration data."""
        for command in ("migrate", "community_setup", "community_demo"):
            self.manage(command)

    def manage(self, *arguments: str) -> str:
        """Run a management command on this community and return what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "django", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, f"{arguments}: {done.stdout[-2000:]}\n{done.stderr[-4000:]}"
        return done.stdout

    def start(self) -> None:
        log = (self.folder / "server.log").open("ab")
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "uvicorn", "demo_site.asgi:application", "--port", str(self.port)),
                *(
                    "--ws-per-message-deflate",
                    "false",
                    "--log-level",
                    "warning",
                    "--timeout-graceful-shutdown",
                    "2",
                ),
            ],
            cwd=ROOT,
            env=self.environment,
            stdout=log,
            stderr=log,
        )
        self._wait()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=20)

    def log(self) -> str:
        """What the server wrote to its log."""
        return (self.folder / "server.log").read_text(errors="replace")

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            assert self.process.poll() is None, f"The server stopped: {self.log()[-3000:]}"
            try:
                with urllib.request.urlopen(f"{self.url}/community/", timeout=10) as answer:
                    answer.read()
                return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)  # waiting for another program's port, not for our own code
        raise AssertionError(f"No answer after {START_SECONDS} s: {self.log()[-3000:]}")


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def chromium() -> str | None:
    """The Chromium to drive: CHROMIUM, or the first one on the path."""
    named = os.environ.get("CHROMIUM")
    return (
        named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    )


def _own_database(url: str, name: str) -> str:
    """A fresh PostgreSQL database beside the one that `url` names."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{name}"))
