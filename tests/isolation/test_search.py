"""Search, filters and lists of collections: own rows, also beside rights on the whole tree."""

import pytest
from django.urls import reverse

from tests.isolation.people import host_editors
from tests.isolation.test_crawl import SOUGHT, shown
from tests.isolation.world import CANARY

FILES = [
    *(f"{app}:{name}" for app in ("wagtailimages", "wagtaildocs") for name in ("index", "index_results")),
    *(
        f"{app}_chooser:{name}"
        for app in ("wagtailimages", "wagtaildocs")
        for name in ("choose", "choose_results")
    ),
]
PAGES = ["wagtailadmin_pages:search", "wagtailadmin_pages:search_results", "wagtailadmin_choose_page_search"]


@pytest.fixture
def editor(two, sign_in):
    return sign_in(two.alpha.editor)


@pytest.fixture
def host_editor(two, sign_in):
    """Alpha's editor, who is in a group of the host's as well."""
    two.alpha.editor.groups.add(host_editors())
    return sign_in(two.alpha.editor)


@pytest.mark.parametrize("name", FILES)
def test_a_search_for_files_finds_own_ones(editor, name):
    answer = editor.get(reverse(name), {"q": "alpha"})
    assert answer.status_code == 200
    assert "alpha image" in answer.content.decode() or "alpha document" in answer.content.decode()
    others = editor.get(reverse(name), {"q": SOUGHT})
    assert (others.status_code, shown(others)) == (200, "")


@pytest.mark.parametrize("kind", ["images", "documents", "pages"])
def test_a_search_by_the_admins_api_finds_own_rows(editor, kind):
    address = reverse(f"wagtailadmin_api:{kind}:listing")
    assert editor.get(address, {"search": "alpha"}).json()["meta"]["total_count"] > 0
    assert editor.get(address, {"search": SOUGHT}).json()["meta"]["total_count"] == 0


@pytest.mark.parametrize("filters", [True, False], ids=["by permission", "all pages"])
@pytest.mark.parametrize("name", PAGES)
def test_a_search_for_pages_finds_own_ones(host_editor, settings, name, filters):
    settings.WAGTAILADMIN_PAGE_SEARCH_FILTER_BY_PERMISSIONS = filters
    assert "alpha draft" in host_editor.get(reverse(name), {"q": "draft"}).content.decode()
    for query in ({"q": "draft"}, {"q": SOUGHT}, {"q": ""}):
        answer = host_editor.get(reverse(name), query)
        assert (answer.status_code, shown(answer)) == (200, "")


def test_the_search_counts_own_pages_by_type(host_editor, settings):
    settings.WAGTAILADMIN_PAGE_SEARCH_FILTER_BY_PERMISSIONS = False
    counted = host_editor.get(reverse("wagtailadmin_pages:search"), {"q": "draft"}).context["content_types"]
    assert [count for _kind, count in counted] == [1]


@pytest.mark.parametrize(
    "name",
    [
        "wagtailimages:add_multiple",
        "wagtaildocs:add_multiple",
        "wagtailimages:add",
        "wagtaildocs:add",
        "wagtailimages:index",
        "wagtaildocs:index",
        "wagtailimages_chooser:choose",
        "wagtaildocs_chooser:choose",
    ],
)
def test_own_collections_are_offered_beside_rights_on_all(host_editor, name):
    text = host_editor.get(reverse(name)).content.decode()
    assert "alpha below" in text
    assert CANARY not in text


def test_the_form_after_an_upload_offers_own_collections(two, host_editor):
    from tests.isolation.world import picture_file

    form = {"title": "Rack", "files[]": picture_file("rack.png"), "collection": two.alpha.collection.pk}
    answer = host_editor.post(reverse("wagtailimages:add_multiple"), form)
    assert answer.json()["success"] is True
    assert "alpha below" in answer.json()["form"]
    assert CANARY not in answer.json()["form"]


@pytest.mark.parametrize("name", ["wagtailimages:index", "wagtaildocs:index"])
def test_a_filter_by_a_foreign_tag_is_a_filter_by_no_tag_at_all(editor, name):
    foreign, unknown = (
        editor.get(reverse(name), {"tag": tag}).context["filters"].form.errors.get("tag")
        for tag in (f"{CANARY}beta-tag", "nobodys-tag")
    )
    assert str(foreign).replace(f"{CANARY}beta-tag", "nobodys-tag") == str(unknown)
    assert foreign
    assert "alpha" in editor.get(reverse(name), {"tag": "alpha-tag"}).content.decode()
