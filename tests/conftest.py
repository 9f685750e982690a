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


#: Tests that share something costly stay in one of the processes side by side. The first match counts.
TOGETHER = {
    "e2e/test_pages": "pages",
    "e2e/": "journeys",
    "demo/": "demo",
    "packaging/test_existing_site": "site",
    "packaging/test_distribution": "distribution",
    "variants/": "variants",
}


#: What neither database nor channel layer can change, beside the tests that say so themselves.
ONCE = ("text/", "e2e/test_pages")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Name the groups. Apart from them tests run in order: those that empty the database come last."""
    side_by_side = config.pluginmanager.hasplugin("xdist")
    for item in items:
        path = item.nodeid.removeprefix("tests/")
        if path.startswith(ONCE):
            item.add_marker(pytest.mark.once)
        if not side_by_side:
            continue
        group = next((name for start, name in TOGETHER.items() if path.startswith(start)), None)
        if group:
            item.add_marker(pytest.mark.xdist_group(group))
