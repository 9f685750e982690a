"""Python in other processes on the test's own database: for crashes and races that are real."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
PREAMBLE = "import django; django.setup()\n"


class Elsewhere:
    """Runs Python with Django set up on one database, and waits at most a minute for it."""

    def __init__(self, environment):
        self.environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings.default", **environment}

    def start(self, code, **environment):
        """A process that runs `code`; it may be held back with `wait_for_the_word`."""
        return subprocess.Popen(
            [sys.executable, "-c", PREAMBLE + code],
            cwd=ROOT,
            env={**self.environment, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, code, **environment):
        """The finished process."""
        process = self.start(code, **environment)
        out, err = process.communicate(timeout=60)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def ask(self, code, **environment):
        """What `code` prints; fails the test with its error output if it fails."""
        done = self.run(code, **environment)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def together(self, *codes, **environment):
        """What these print when each begins in the same moment, once all are ready."""
        held = "import sys; print('ready', flush=True); sys.stdin.readline()\n"
        processes = [self.start(held + code, **environment) for code in codes]
        for process in processes:
            assert process.stdout.readline() == "ready\n", process.stderr.read()
        for process in processes:
            process.stdin.write("go\n")
            process.stdin.flush()
        answers = [process.communicate(timeout=60) for process in processes]
        for process, (_out, err) in zip(processes, answers, strict=True):
            assert process.returncode == 0, err
        return [out.strip() for out, _err in answers]


@pytest.fixture
def elsewhere(transactional_db, tmp_path):
    """Other processes: on this PostgreSQL test database, or on a file copy of the SQLite one."""
    if connection.vendor == "sqlite":
        import sqlite3

        connection.ensure_connection()
        path = tmp_path / "elsewhere.sqlite3"
        copy = sqlite3.connect(path)
        connection.connection.backup(copy)
        copy.close()
        return Elsewhere({"DATABASE_URL": "", "CC_TEST_DB": str(path)})
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    return Elsewhere({"DATABASE_URL": urlunsplit(address)})
