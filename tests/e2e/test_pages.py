"""Every kind of page, light and wide, dark and narrow: it fits, it is accessible, its console is quiet."""

import pytest

PAGES = {
    "home": (None, "/community/"),
    "home, signed in": ("customer", "/community/"),
    "board": (None, "Backup and restore"),
    "thread": ("customer", "/community/t/6/x/"),
    "long thread": (None, "/community/t/2/x/?page=30"),
    "new thread": ("customer", "/community/b/1/x/new/"),
    "partner": (None, "/community/p/fjordgrid/"),
    "partner page": (None, "/partners/fjordgrid/"),
    "directory": (None, "/partners/"),
    "article": ("customer", "/partners/fjordgrid/restore-drills-small-lab/"),
    "webinars": (None, "/community/webinars/"),
    "webinar": ("customer", "/community/webinars/4/x/"),
    "profile": (None, "/community/m/sigridur/"),
    "my page": ("advocate", "/community/me/"),
    "standing": ("advocate", "/community/me/reputation/"),
    "settings": ("advocate", "/community/me/settings/"),
    "leaders": (None, "/community/leaders/"),
    "moderation": ("moderator", "/community/moderation/"),
    "propose a webinar": ("advocate", "/community/webinars/propose/"),
    "sign in": (None, "/accounts/login/"),
}


@pytest.fixture
def check(visit):
    axe_module = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="Needs axe-playwright-python."
    )
    axe = axe_module.Axe()

    def check_page(account, path, **options):
        page = visit(account, **options)
        _open(page, path)
        page.wait_for_load_state("networkidle")
        results = axe.run(page, options={"preload": False})  # else axe fetches our sheets itself
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        broken = page.evaluate(
            "[...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src)"
        )
        return results.generate_report() if results.violations_count else "", wide, broken

    return check_page


def _open(page, path):
    if path.startswith("/"):
        page.goto(path)
        return
    page.goto("/community/")
    page.locator(".cc-board").get_by_role("link", name=path).click()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_page_is_accessible_fits_and_is_quiet(check, name, scheme, width):
    account, path = PAGES[name]
    violations, wide, broken = check(
        account, path, color_scheme=scheme, viewport={"width": width, "height": 800}, reduced_motion="reduce"
    )
    assert violations == ""
    assert wide <= 0
    assert broken == []
