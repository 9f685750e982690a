"""The keyboard alone: reach, see where one is, act."""


def test_first_tab_skips_to_the_content(visit):
    page = visit()
    page.goto("/community/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") != ""


def test_reply_with_the_keyboard_alone(visit):
    page = visit("customer")
    page.goto("/community/t/6/x/")
    reach(page, "textarea[name=body]")
    page.keyboard.type("Typed without a mouse.")
    reach(page, "[data-cc-composer] button:not([type=button])")
    page.keyboard.press("Enter")
    page.locator(".cc-post:not(.is-sending)", has_text="Typed without a mouse.").wait_for()


def test_focus_is_visible_on_every_stop(visit):
    page = visit("customer")
    page.goto("/community/t/6/x/")
    for _ in range(25):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
                const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
                const ringed = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0;
                const boxed = e.parentElement && getComputedStyle(e.parentElement).outlineStyle !== 'none';
                return {
                    marked: ringed || boxed || s.boxShadow !== 'none',
                    sized: b.width > 0 && b.height > 0,
                    what: e.outerHTML.slice(0, 120),
                };
            }"""
        )
        assert seen["marked"] and seen["sized"], seen["what"]


def reach(page, selector, limit=400):
    """Press Tab until the element has the focus."""
    for _ in range(limit):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached with the keyboard")
