import pytest

from channel_community.reputation import levels
from tests.processes import elsewhere  # noqa: F401 - a fixture


@pytest.fixture(autouse=True)
def _no_memory_of_levels():
    """Levels are remembered per process, and a test's rows go without a signal."""
    levels.forget()
    yield
    levels.forget()


@pytest.fixture
def ladder(db):
    return levels.ensure_default_levels()
