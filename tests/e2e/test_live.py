"""Two browsers on one thread see each other within a second; a tab that was away catches up."""

import re

import pytest

from tests.e2e.test_plain import ask

SECOND = 1_000


@pytest.fixture
def two(visit):
    """The asker's and another member's page, both on a fresh question."""
    asker, helper = visit("customer"), visit("advocate")
    url = ask(asker, "Do we see each other at once?")
    for page in (asker, helper):
        page.goto(url)
        connected(page)
    return asker, helper


def connected(page):
    """Wait until the page's socket follows its thread."""
    page.locator("[data-cc-thread][data-live=true]").wait_for()


def write(page, text):
    page.get_by_role("textbox", name="Your reply").fill(text)
    page.get_by_role("button", name="Post reply").click()


def mark(page):
    """Leave a mark that a reload would wipe away."""
    page.evaluate("window.notReloaded = true")


def test_post_appears_in_the_other_browser_without_reload(two):
    asker, helper = two
    mark(asker)
    mark(helper)
    write(helper, "Here I am, **live**.")
    asker.locator("#post-2 .cc-post__body strong").wait_for(timeout=SECOND)
    helper.locator("#post-2:not(.is-sending)").wait_for(timeout=SECOND)
    assert asker.locator(".cc-post").count() == helper.locator(".cc-post").count() == 2
    assert asker.evaluate("window.notReloaded") and helper.evaluate("window.notReloaded")


def test_buttons_depend_on_the_reader_in_live_posts_too(two):
    asker, helper = two
    write(helper, "Accept me, please.")
    asker.locator("#post-2").get_by_role("button", name="Accept answer").wait_for(timeout=SECOND)
    assert asker.locator("#post-2").get_by_role("link", name="Edit").is_hidden()
    assert helper.locator("#post-2").get_by_role("link", name="Edit").is_visible()
    assert helper.locator("#post-2").get_by_role("button", name="Accept answer").is_hidden()


def test_acceptance_and_reaction_arrive_live(two):
    asker, helper = two
    write(helper, "The answer.")
    asker.locator("#post-2").get_by_role("button", name="Accept answer").click()
    helper.locator("#post-2[data-accepted]").wait_for(timeout=SECOND)
    asker.locator("#post-2").get_by_role("button", name="Helped me").click()
    helper.locator("#post-2").get_by_role("button", name=re.compile(r"Helped me\s+1")).wait_for(
        timeout=SECOND
    )


def test_edit_arrives_live(two, visit):
    asker, helper = two
    write(helper, "First version.")
    asker.locator("#post-2").wait_for()
    helper.locator("#post-2").get_by_role("link", name="Edit").click()
    helper.get_by_label("Text").fill("Second version.")
    helper.get_by_role("button", name="Save").click()
    asker.locator("#post-2[data-state=edited]", has_text="Second version.").wait_for(timeout=SECOND)


def test_presence_and_typing_are_seen(two):
    asker, helper = two
    asker.locator("[data-cc-presence]", has_text="2").wait_for(timeout=5 * SECOND)
    helper.get_by_role("textbox", name="Your reply").press_sequentially("I am wri", delay=20)
    asker.locator("[data-cc-typing]", has_text="Sigríður").wait_for(timeout=2 * SECOND)


def test_tab_that_was_offline_catches_up_in_order(two):
    asker, helper = two
    mark(asker)
    asker.context.set_offline(True)
    for n in range(2, 5):
        write(helper, f"Post number {n}.")
        helper.locator(f"#post-{n}:not(.is-sending)").wait_for()
    asker.context.set_offline(False)
    asker.locator("#post-4").wait_for(timeout=20 * SECOND)
    numbers = asker.locator(".cc-post").evaluate_all("posts => posts.map(post => post.dataset.number)")
    assert numbers == ["1", "2", "3", "4"]
    assert asker.evaluate("window.notReloaded")


def test_failed_send_stays_visible_and_retries_into_one_post(two, visit):
    asker, _helper = two
    helper = visit("advocate", watch=False)  # the failed request below is an error in its console
    helper.goto(asker.url)
    connected(helper)
    helper.route("**/reply/", lambda route: route.abort())
    write(helper, "This must not get lost.")
    failed = helper.locator(".cc-post.is-failed", has_text="This must not get lost.")
    failed.wait_for()
    helper.unroute("**/reply/")
    failed.get_by_role("button", name=re.compile("again|retry", re.IGNORECASE)).click()
    helper.locator("#post-2:not(.is-sending)", has_text="This must not get lost.").wait_for()
    asker.locator("#post-2").wait_for(timeout=SECOND)
    assert helper.locator(".cc-post", has_text="This must not get lost.").count() == 1


def test_closed_socket_falls_back_to_polling(two, visit):
    asker, _helper = two
    page = visit("moderator", watch=False)
    page.add_init_script(NO_SOCKET)
    page.goto(asker.url)
    write(asker, "Seen by a poll.")
    page.locator("#post-2", has_text="Seen by a poll.").wait_for(timeout=40 * SECOND)


#: A browser behind a proxy that lets no socket through: every attempt closes at once.
NO_SOCKET = """
window.WebSocket = class extends EventTarget {
    constructor() {
        super();
        this.readyState = 3;
        setTimeout(() => this.refuse(new CloseEvent("close", {code: 1006})), 0);
    }
    refuse(event) { this.onclose?.(event); this.dispatchEvent(event); }
    close() {}
    send() {}
};
"""
