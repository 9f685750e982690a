"""A video on a page: nothing is asked of its provider before the reader plays it."""

ARTICLE = "/partners/fjordgrid/restore-drills-small-lab/"
PLAYER = "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ"


def test_the_player_takes_the_links_place_by_keyboard(visit):
    page = visit(watch=False)
    asked = []
    page.on("request", lambda request: request.url.startswith("https:") and asked.append(request.url))
    page.goto(ARTICLE)
    link = page.locator("a[data-cc-video]")
    assert asked == []
    link.focus()
    with page.expect_request(PLAYER):
        page.keyboard.press("Enter")
    frame = page.locator(".cc-video iframe")
    frame.wait_for()
    assert frame.get_attribute("src") == PLAYER
    assert frame.get_attribute("title").startswith("Big Buck Bunny")
    box = frame.bounding_box()
    assert abs(box["width"] / box["height"] - 16 / 9) < 0.02
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"
    assert asked[0] == PLAYER


def test_no_part_of_the_article_is_wider_than_a_phone(visit):
    page = visit(watch=False)
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(ARTICLE)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
