"""A throw-away database for measurements: beside the one DATABASE_URL names, or an SQLite file."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

NAME = "channel_community_bench"


@contextmanager
def scratch():
    """Set Django up on a fresh database with our tables; everything goes when the block ends."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings.default")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CC_TEST_DB"] = str(Path(folder) / "bench.sqlite3")
        import django

        django.setup()
        from django.conf import settings
        from django.test.utils import get_runner, setup_test_environment

        setup_test_environment()
        runner = get_runner(settings)(verbosity=0, interactive=False)
        databases = runner.setup_databases()
        try:
            yield
        finally:
            runner.teardown_databases(databases)
