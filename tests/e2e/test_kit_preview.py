"""A brand kit in the admin: what is typed is seen, judged and cured before it is saved."""

import re

from playwright.sync_api import expect

KITS = "/admin/community_kits/"


def shown(frame) -> str:
    """The values a frame shows: what its address says before the time and the signature."""
    return frame.get_attribute("src").partition("%3A")[0]


def test_a_pale_colour_is_explained_cured_and_seen(browser, community):
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{community.url}/accounts/login/?next={KITS}")
    page.fill("[name=login]", "brand")
    page.fill("[name=password]", "demo")
    page.press("[name=password]", "Enter")
    page.locator(f"a[href*='{KITS}edit/']").first.click()
    accent, frame = page.locator("[name=accent]"), page.locator("[data-kit-frame=page-light]")
    before = shown(frame)
    accent.fill("#ffd27a")
    said = page.locator("[data-kit-say][data-tone=error]")
    expect(said).to_contain_text("1.4:1")
    assert shown(frame) == before  # what was refused is not shown
    said.locator("button").click()
    expect(accent).not_to_have_value("#ffd27a")
    expect(said).to_have_count(0)
    expect(frame).not_to_have_attribute("src", re.compile(re.escape(before) + "%3A"))
    button = page.frame_locator("[data-kit-frame=page-light]").locator(".cc-button").nth(1)
    expect(button).to_be_visible()
    page.context.close()
