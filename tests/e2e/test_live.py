"""Two browsers on one thread see each other within a second; a tab that was away catches up."""

import json
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
    helper.locator("#post-2 .cc-quiet", has_text=re.compile(r"Helped me\s+1")).wait_for(timeout=SECOND)


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


@pytest.fixture
def spoken():
    """Record every text that live regions of a page say, from its next load on."""

    def listen(page):
        page.add_init_script(LISTEN)
        return lambda: json.loads(page.locator("html").get_attribute("data-said"))

    return listen


def test_answer_is_followed_everywhere_when_accepted_and_taken_back(two, visit):
    asker, helper = two
    reader = visit()
    reader.goto(asker.url)
    connected(reader)
    write(helper, "The first answer.")
    asker.locator("#post-2").wait_for()
    write(helper, "A **better** answer.")
    asker.locator("#post-3").wait_for()
    for page in (asker, helper, reader):
        mark(page)
    asker.locator("#post-2").get_by_role("button", name="Accept answer").click()
    for page in (asker, helper, reader):
        page.locator(".cc-answer", has_text="The first answer.").wait_for(timeout=SECOND)
        page.locator("[data-cc-badge=solved]").wait_for(timeout=SECOND)
        page.locator("#post-2[data-accepted]").wait_for(timeout=SECOND)
        assert page.locator("[data-cc-badge=open]").is_hidden()
    asker.locator("#post-3").get_by_role("button", name="Accept answer").click()
    for page in (asker, helper, reader):
        page.locator(".cc-answer", has_text="A better answer.").wait_for(timeout=SECOND)
        page.locator("#post-2:not([data-accepted])").wait_for(timeout=SECOND)
        assert page.locator(".cc-answer__go").get_attribute("href").endswith("/3/")
    asker.locator("#post-2").get_by_role("button", name="Accept answer").wait_for()
    asker.locator("#post-3").get_by_role("button", name="Not the answer").click()
    for page in (asker, helper, reader):
        page.locator("[data-cc-badge=open]").wait_for(timeout=SECOND)
        assert page.locator(".cc-answer").is_hidden()
        assert page.locator("[data-accepted]").count() == 0
        assert page.evaluate("window.notReloaded")


def change(community, two, act, **values):
    """Change the thread from another process; the next frame, here of a reaction, brings it to the page."""
    asker, helper = two
    number = helper.locator("[data-cc-thread]").get_attribute("data-thread-id")
    community.manage("shell", "-v0", "-c", CHANGE.format(number=number, act=act, values=values))
    asker.locator("#post-2").get_by_role("button", name="Insightful").click()


def test_closing_reopening_and_retitling_are_followed_and_the_draft_returns(two, community):
    asker, helper = two
    write(helper, "A post to react to.")
    asker.locator("#post-2").wait_for()
    mark(helper)
    editor = helper.locator("#id_body")
    editor.press_sequentially("Half a thought")
    change(community, two, "thread_close")
    helper.get_by_text("This thread is closed.").wait_for()
    helper.locator("[data-cc-badge=closed]").wait_for()
    assert helper.locator("form[data-cc-composer]").count() == 0
    change(community, two, "thread_retitle", title="A better title & more")
    helper.get_by_role("heading", level=1, name="A better title & more").wait_for()
    assert helper.title().startswith("A better title & more")
    change(community, two, "thread_reopen")
    editor.wait_for()
    assert editor.input_value() == "Half a thought"
    assert helper.locator("markdown-toolbar:defined").count() == 1
    helper.get_by_role("button", name="Post reply").click()
    asker.locator("#post-3", has_text="Half a thought").wait_for(timeout=SECOND)
    assert helper.evaluate("window.notReloaded")


def test_own_posts_cannot_be_reacted_to_and_moderators_may_take_down_what_arrives(two, visit):
    asker, helper = two
    other_tab, moderator = visit("advocate"), visit("moderator")
    for page in (other_tab, moderator):
        page.goto(asker.url)
        connected(page)
    write(helper, "Mine, in both tabs.")
    for page in (helper, other_tab):
        page.locator("#post-2").get_by_role("link", name="Edit").wait_for(timeout=SECOND)
        assert page.locator("#post-2 button[name=kind]").count() == 0
        assert page.locator("#post-2").get_by_role("link", name="Take down").count() == 0
    moderator.locator("#post-2").get_by_role("link", name="Take down").wait_for(timeout=SECOND)
    assert asker.locator("#post-2").get_by_role("link", name="Take down").is_hidden()
    assert asker.locator("#post-2 button[name=kind]").count() == 3
    write(moderator, "Noted.")
    moderator.locator("#post-3").get_by_role("link", name="Delete").wait_for()
    assert moderator.locator("#post-3").get_by_role("link", name="Take down").is_hidden()


def test_mention_is_completed_by_keyboard(two):
    asker, helper = two
    write(helper, "I am in this thread.")
    asker.locator("#post-2").wait_for()
    editor = asker.locator("#id_body")
    editor.press_sequentially("Thank you @si")
    options = asker.get_by_role("listbox", name="People you may mean").get_by_role("option")
    options.first.wait_for()
    assert "Sigríður" in options.first.inner_text()
    assert editor.get_attribute("aria-expanded") == "true"
    assert editor.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    asker.keyboard.press("Escape")
    options.first.wait_for(state="detached")
    editor.press_sequentially(" and @si")
    options.first.wait_for()
    asker.keyboard.press("Enter")
    handle = re.search(r"and @([a-z0-9-]+) $", editor.input_value()).group(1)
    asker.keyboard.press("Control+Enter")
    helper.locator("#post-3").get_by_role("link", name=f"@{handle}").wait_for(timeout=SECOND)


def test_mentions_are_completed_in_the_forms_of_threads_and_edits(two):
    asker, helper = two
    asker.locator("#post-1").get_by_role("link", name="Edit").click()
    for address in (None, "/community/"):
        if address:
            asker.goto(address)
            asker.get_by_label("What would you like to know?").fill("Who is completed here?")
            asker.get_by_label("Ask it in").select_option(label="Backup and restore")
            asker.get_by_role("button", name="Ask", exact=True).click()
        editor = asker.get_by_label("Text", exact=True)
        asker.locator("text-expander:defined").wait_for()
        editor.fill("")
        editor.press_sequentially("@si")
        asker.get_by_role("option").first.wait_for()
        asker.keyboard.press("Tab")
        assert re.fullmatch(r"@[a-z0-9-]+ ", editor.input_value())


def test_reply_names_the_person_quotes_the_selection_and_keeps_what_was_typed(two):
    asker, helper = two
    write(helper, "Ours ran for nine years. Then it did not.")
    asker.locator("#post-2").wait_for()
    editor = asker.locator("#id_body")
    editor.fill("Typed before.")
    asker.locator("#post-2").get_by_role("link", name="Reply").click()
    handle = asker.locator("#post-2").get_attribute("data-author-handle")
    assert editor.input_value() == f"Typed before.\n\n@{handle} "
    assert editor.evaluate("editor => editor === document.activeElement")
    asker.locator("#post-2 .cc-post__body p").evaluate(SELECT_24)
    asker.locator("#post-2").get_by_role("link", name="Reply").click()
    kept, _space, quoted = editor.input_value().partition("\n\n> ")
    assert kept == f"Typed before.\n\n@{handle}"
    assert quoted.startswith("Ours ran for nine years.\n>\n> [#2](/")
    asker.keyboard.type("Which make?")
    asker.get_by_role("button", name="Post reply").click()
    quote = helper.locator("#post-3 blockquote")
    quote.wait_for(timeout=SECOND)
    assert quote.get_by_role("link", name="#2").get_attribute("href").endswith("/2/")


def test_long_threads_first_page_counts_what_arrives_on_its_last_and_never_jumps(visit):
    reader, writer = visit("customer"), visit("advocate")
    reader.goto("/community/")
    reader.get_by_role("link", name="Backup and restore").first.click()
    reader.get_by_role("link", name=LONG).first.click()
    connected(reader)
    mark(reader)
    count = reader.locator(".cc-post").count()
    writer.goto(reader.locator(".cc-pager a:not([rel])").last.get_attribute("href"))
    connected(writer)
    reader.evaluate("scrollTo({top: 700, behavior: 'instant'})")
    before = reader.evaluate(PLACE)
    writer.locator(".cc-post button[name=kind]").first.click()  # a change of an old post is no new post
    for text in ("New on the last page, one.", "New on the last page, two."):
        write(writer, text)
        writer.locator(".cc-post[data-number]", has_text=text).wait_for()
    button = reader.get_by_role("button", name=re.compile("new post"))
    reader.get_by_role("button", name="2 new posts").wait_for()
    assert reader.evaluate(PLACE) == before
    assert reader.locator(".cc-post").count() == count
    assert reader.evaluate("window.notReloaded")
    button.click()
    reader.locator(".cc-post", has_text="New on the last page, one.").wait_for()
    reader.locator(".cc-post", has_text="New on the last page, two.").wait_for()


def test_arrivals_are_said_once_and_politely(two, visit, spoken):
    asker, helper = two
    said = spoken(asker)
    asker.reload()
    connected(asker)
    write(helper, "Say this once.")
    asker.locator("#post-2").wait_for(timeout=SECOND)
    asker.locator("html[data-said*='New post by']").wait_for()
    asker.locator("#post-2").get_by_role("button", name="Accept answer").click()
    asker.locator("html[data-said*='accepted answer']").wait_for()
    assert [text for text in said() if text.startswith("New post by")] == ["New post by Sigríður Jónsdóttir"]
    assert len([text for text in said() if "accepted answer" in text]) == 1
    assert asker.locator("template[data-cc-words]").count() == 1
    assert asker.locator(".cc-sr[role=status]").count() == 1


def test_reduced_motion_lights_nothing_and_glides_nowhere(two, visit):
    asker, helper = two
    calm = visit("moderator", reduced_motion="reduce")
    calm.goto(asker.url)
    connected(calm)
    write(helper, "Arrives calmly.")
    body = calm.locator("#post-2[data-cc-fresh] .cc-post__body")
    body.wait_for(timeout=SECOND)
    assert body.evaluate("body => parseFloat(getComputedStyle(body).animationDuration)") <= 0.001
    assert calm.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


#: A thread of many pages.
LONG = "The restore drill log"
PLACE = "[scrollY, document.querySelector('#post-5').getBoundingClientRect().top]"
CHANGE = """
from channel_community.discussions import actions
from channel_community.models import Thread
actions.{act}(thread=Thread.objects.get(pk={number}), actor=None, **{values!r})
"""
SELECT_24 = """
paragraph => getSelection().setBaseAndExtent(paragraph.firstChild, 0, paragraph.firstChild, 24)
"""
#: Notes what polite and assertive regions say.
LISTEN = """
const said = [];
addEventListener("DOMContentLoaded", () => new MutationObserver((changes) => {
    for (const {target} of changes) {
        const element = target.nodeType === 1 ? target : target.parentElement;
        const region = element?.closest("[role=status], [role=alert], [aria-live]");
        const text = region?.hidden ? "" : region?.textContent.trim();
        if (text) said.push(text);
    }
    document.documentElement.dataset.said = JSON.stringify(said);
}).observe(document.body, {subtree: true, childList: true, characterData: true}));
"""
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
