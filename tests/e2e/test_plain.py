"""The main job with JavaScript switched off: links and forms alone."""

import pytest

expect = pytest.importorskip(
    "playwright.sync_api", reason="Browser tests need the playwright package."
).expect

TEXT = "Two questions first: **which** filesystem, and did it survive a reboot?"


@pytest.fixture
def plain(visit):
    def open_plain(account=None, **options):
        return visit(account, java_script_enabled=False, **options)

    return open_plain


def ask(page, title, body="The details follow.\n\n- one\n- two", tags="plain, test"):
    """Start a question on the network's question board by its form."""
    page.goto("/community/")
    page.get_by_label("What would you like to know?").fill(title)
    page.get_by_label("Ask it in").select_option(label="Backup and restore")
    page.get_by_role("button", name="Ask", exact=True).click()
    page.get_by_label("Text").fill(body)
    page.get_by_label("Tags").fill(tags)
    page.get_by_role("button", name="Publish").click()
    return page.url


def test_question_asked_on_the_front_page_becomes_a_thread(plain):
    page = plain("customer")
    ask(page, "Does a plain form reach the board?")
    assert page.get_by_role("heading", level=1).inner_text() == "Does a plain form reach the board?"
    assert page.locator(".cc-post__body li").all_inner_texts() == ["one", "two"]


def test_reply_by_form_lands_on_its_place_in_the_thread(plain):
    url = ask(plain("customer"), "Who answers a plain form?")
    page = plain("advocate")
    page.goto(url)
    page.get_by_role("textbox", name="Your reply").fill(TEXT)
    page.get_by_role("button", name="Post reply").click()
    assert page.url.endswith("#post-2")
    assert page.locator("#post-2 .cc-post__body strong").inner_text() == "which"


def test_answer_accepted_by_form_is_unmistakable_and_credited(plain):
    asker, helper = plain("customer"), plain("advocate")
    url = ask(asker, "Is the plain answer credited?")
    helper.goto("/community/me/reputation/")
    before = int(helper.locator(".cc-standing__total b").inner_text())
    helper.goto(url)
    helper.get_by_role("textbox", name="Your reply").fill("It is, once.")
    helper.get_by_role("button", name="Post reply").click()
    asker.goto(url)
    asker.locator("#post-2").get_by_role("button", name="Accept answer").click()
    assert asker.locator("#post-2[data-accepted]").count() == 1
    assert asker.get_by_role("heading", name="Answered").count() == 1
    helper.goto("/community/me/reputation/")
    assert int(helper.locator(".cc-standing__total b").inner_text()) == before + 15
    assert "Is the plain answer credited?" in helper.locator(".cc-ledger__row").first.inner_text()


def test_reaction_by_form_counts_and_is_taken_back(plain):
    url = ask(plain("advocate"), "Does a plain thank-you count?")
    page = plain("customer")
    page.goto(url)
    thanks = page.locator("#post-1").get_by_role("button", name="Thanks")
    thanks.click()
    expect(thanks).to_contain_text("1")
    taken_back = page.locator("#post-1").get_by_role("button", name="Thanks")
    taken_back.click()
    expect(taken_back).not_to_contain_text("1")


def test_edit_and_delete_by_form(plain):
    url = ask(plain("advocate"), "Can a plain post be mended?")
    page = plain("customer")
    page.goto(url)
    page.get_by_role("textbox", name="Your reply").fill("A sentense.")
    page.get_by_role("button", name="Post reply").click()
    page.locator("#post-2").get_by_role("link", name="Edit").click()
    page.get_by_label("Text").fill("A sentence.")
    page.get_by_role("button", name="Save").click()
    assert "A sentence." in page.locator("#post-2 .cc-post__body").inner_text()
    assert "edited" in page.locator("#post-2").inner_text()
    page.locator("#post-2").get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Remove it").click()
    assert page.locator("#post-2[data-state=removed]").count() == 1


def test_empty_reply_says_what_to_do(plain):
    page = plain("customer", watch=False)
    page.goto(ask(page, "What does an empty reply say?"))
    page.get_by_role("textbox", name="Your reply").fill("   ")
    page.get_by_role("button", name="Post reply").click()
    assert "Write something first" in page.locator("[role=alert]").first.inner_text()


def test_text_typed_before_signing_in_survives_it(plain):
    url = ask(plain("customer"), "Does my text survive the door?")
    page = plain()
    page.goto(url)
    assert page.get_by_role("link", name="Sign in and reply").count() == 1


def test_newcomers_reply_waits_for_a_moderator_who_publishes_it(plain):
    url = ask(plain("customer"), "May newcomers speak?")
    newcomer, moderator = plain(), plain("moderator")
    sign_up(newcomer, "newcomer")
    newcomer.goto(url)
    newcomer.get_by_role("textbox", name="Your reply").fill("I am new, and this is my first reply.")
    newcomer.get_by_role("button", name="Post reply").click()
    assert "A moderator reads your first posts" in newcomer.locator("main").inner_text()
    moderator.goto("/community/moderation/")
    held = moderator.locator("main article", has_text="I am new, and this is my first reply.")
    held.get_by_role("button", name="Publish").click()
    newcomer.goto(url)
    assert "I am new" in newcomer.locator("#post-2").inner_text()


def sign_up(page, name):
    """Make a new account by the site's form."""
    page.goto("/accounts/signup/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Email").fill(f"{name}@example.org")
    page.locator("input[name=password1]").fill("harbour-light-42")
    page.locator("input[name=password2]").fill("harbour-light-42")
    page.locator("main").get_by_role("button", name="Make").click()
    page.wait_for_url("**/community/")


def test_seat_taken_and_given_back(plain, community):
    page = plain("customer")
    page.goto("/community/webinars/")
    page.get_by_role("link", name="Fourteen power cuts").first.click()
    taken = page.locator("aside dt:has-text('Seats') + dd").inner_text()
    page.get_by_role("button", name="Take a seat").click()
    assert page.get_by_role("heading", name="You have a seat").count() == 1
    assert page.locator("aside dt:has-text('Seats') + dd").inner_text() != taken
    page.get_by_role("button", name="Give my seat back").click()
    assert page.locator("aside dt:has-text('Seats') + dd").inner_text() == taken
