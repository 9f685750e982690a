"""A real Chromium before the real demonstration community. Skipped, in words, where there is no Chromium."""

from __future__ import annotations

import pytest

from tests.e2e.server import Community, chromium

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PASSWORD = "demo"


@pytest.fixture(scope="package")
def browser():
    path = chromium()
    if path is None:
        pytest.skip("No Chromium was found: install one or name it with CHROMIUM=/path/to/chromium.")
    sync_api = pytest.importorskip("playwright.sync_api", reason="Browser tests need the playwright package.")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="package")
def community(browser, tmp_path_factory):
    """The demonstration community, built and served once for all journeys."""
    running = Community(tmp_path_factory.mktemp("community"))
    running.build()
    running.start()
    yield running
    running.stop()
    assert "Traceback" not in running.log(), running.log()[-6000:]


@pytest.fixture(scope="package")
def states(browser, community):
    """Signed-in browser states by account, each made once through the sign-in page."""
    kept: dict[str, dict] = {}

    def state_of(account: str) -> dict:
        if account not in kept:
            context = browser.new_context(base_url=community.url)
            page = context.new_page()
            page.goto("/accounts/login/")
            page.get_by_label("Login").fill(account)
            page.get_by_label("Password", exact=True).fill(PASSWORD)
            page.get_by_label("Password", exact=True).press("Enter")
            page.wait_for_url("**/community/")
            kept[account] = context.storage_state()
            context.close()
        return kept[account]

    return state_of


@pytest.fixture
def visit(browser, community, states):
    """`visit("customer")` opens a page as that account (None: signed out).

    Every page is watched: an error in its console, a refused script or style, or a failed request of ours
    fails the test.
    """
    contexts, problems = [], []

    def open_page(account: str | None = None, **options):
        watch = options.pop("watch", True)
        state = states(account) if account else None
        context = browser.new_context(base_url=community.url, storage_state=state, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        if watch:
            page.on("console", lambda message: message.type == "error" and problems.append(message.text))
            page.on("pageerror", lambda error: problems.append(str(error)))
            page.on(
                "response",
                lambda answer: answer.status >= 500 and problems.append(f"{answer.status} {answer.url}"),
            )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []
