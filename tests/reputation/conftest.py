import pytest

from channel_community.reputation import levels
from tests.processes import elsewhere  # noqa: F401 - a fixture


@pytest.fixture
def ladder(db):
    return levels.ensure_default_levels()
