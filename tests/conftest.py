"""What every test gets: a private media folder and an empty cache."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture(autouse=True)
def _empty_cache():
    from channel_community.reputation import levels

    cache.clear()
    levels.forget()  # remembered per process, while a test's rows go without a signal
    yield
    cache.clear()
