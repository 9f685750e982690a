"""Every address of the admin, called as staff of one partner with everything of the other's."""

import pytest
from django.test import Client
from django.urls import path, reverse

from tests.isolation import dump, pages
from tests.isolation.addresses import Unknown, addresses, admin_views
from tests.isolation.people import host_editors
from tests.isolation.world import CANARY

REFUSALS = {302, 403, 404}
ROLES = ("editor", "admin")
#: What was asked for comes back in the page; the beginning of the word finds, and is not the word.
SOUGHT = CANARY[:-1]
#: So many views show a superuser the other partner's words, at least.
ENOUGH = 60
#: So many views open to a partner's administrator, at least.
OPEN = 80


def shown(response) -> str:
    """Where the other partner's word stands in an answer, or ""."""
    text = b"".join(response) if response.streaming else response.content
    head = " ".join(str(value) for value in response.headers.values())
    place = text.lower().find(CANARY.encode())
    if place >= 0:
        return text[max(0, place - 120) : place + 60].decode(errors="replace")
    return head if CANARY in head.lower() else ""


def client_of(user):
    client = Client(raise_request_exception=True)
    client.force_login(user)
    return client


@pytest.mark.parametrize("role", ROLES)
def test_addresses_with_ids_of_another_partner_are_refused(two, role):
    client = client_of(getattr(two.alpha, role))
    before, wrong = dump.everything(), []
    for address in addresses(two):
        if not address.foreign:
            continue
        for method in ("get", "post"):
            answer = getattr(client, method)(address.url)
            if answer.status_code not in REFUSALS or shown(answer):
                wrong.append((method, address.url, answer.status_code, shown(answer)))
    assert wrong == []
    assert dump.differences(before, dump.everything()) == []


def still_signed_in(client) -> bool:
    """Whether the calls were made as somebody at all, to the last one."""
    return client.get(reverse("wagtailadmin_home")).status_code == 200


@pytest.mark.parametrize("also_host_editor", [False, True], ids=["staff", "also an editor of the host"])
def test_own_addresses_show_nothing_of_another_partner(two, also_host_editor):
    """Rights on the root of the pages and collections, given beside, open no other partner's space."""
    if also_host_editor:
        two.alpha.editor.groups.add(host_editors())
    client, wrong = client_of(two.alpha.editor), []
    for address in addresses(two):
        if address.foreign:
            continue
        answer = client.get(address.url)
        if answer.status_code >= 500 or shown(answer):
            wrong.append((address.url, answer.status_code, shown(answer)))
    assert wrong == []
    assert still_signed_in(client)


def queries(beta) -> list[dict]:
    """Query strings and forms that name the other partner's rows."""
    pages, one = [beta.page.pk, beta.article.pk], beta.article.pk
    files = {"collection_id": beta.collection.pk, "collection": beta.collection.pk}
    people = [{key: beta.editor.pk} for key in ("owner", "user", "edited_by", "requested_by", "locked_by")]
    kinds = (beta.image, beta.document, beta.member, beta.board, beta.thread, beta.webinar)
    return [
        {"tag": f"{CANARY}beta-tag"},
        {"p": 2},
        {"export": "csv"},
        {"id": pages, "next": "/admin/"},
        {"id": "all", "childOf": one},
        {"id": "all"},
        *({"id": row.pk} for row in kinds),
        files,
        {"child_of": beta.page.pk},
        {"descendant_of": beta.page.pk, "for_explorer": "1"},
        {"parent_page_id": beta.page.pk, "target_pages[]": one},
        {"workflow": beta.workflow.pk, "task": beta.task.pk},
        {"select_format": "1", "multiple": "1"},
        *people,
    ]


def opened(two, client) -> list[str]:
    """An address of each view that opens without a query, by the view's name.

    Every address by itself is asked for above; of a view with the same query one is as good as another.
    """
    found: dict[str, str] = {}
    for address in addresses(two):
        if not address.foreign and address.name not in found and client.get(address.url).status_code == 200:
            found[address.name] = address.url
    assert len(found) > OPEN
    return sorted(found.values())


def test_a_search_for_another_partners_words_finds_nothing(publishing, settings):
    """Also for somebody with rights on the whole tree, where the site lets its editors search all pages."""
    settings.WAGTAILADMIN_PAGE_SEARCH_FILTER_BY_PERMISSIONS = False
    two, wrong = publishing, []
    two.alpha.admin.groups.add(host_editors())
    client = client_of(two.alpha.admin)
    client.raise_request_exception = False
    for url in opened(two, client):
        query = {"search": SOUGHT} if "/api/" in url else {"q": SOUGHT, "search_all": "1", "term": SOUGHT}
        answer = client.get(url, query)
        is_detail = url.startswith("/admin/api/") and url.rstrip("/").rpartition("/")[2].isdigit()
        if answer.status_code not in ({200, 404} if is_detail else {200}) or shown(answer):
            wrong.append((url, answer.status_code, shown(answer)))
    assert wrong == []
    assert still_signed_in(client)


def test_queries_that_name_another_partner_show_nothing(publishing):
    two, client = publishing, client_of(publishing.alpha.admin)
    before, wrong = dump.everything(), []
    for url in opened(two, client):
        for query in queries(two.beta):
            answer = client.get(url, query)
            found = shown(answer).replace(f"{CANARY}beta-tag", "") if "tag" in query else shown(answer)
            if answer.status_code >= 500 or CANARY in found:
                wrong.append((url, query, answer.status_code, found))
    assert wrong == []
    assert still_signed_in(client)
    assert dump.lost(before, dump.everything(), CANARY) == []


def forms(beta) -> list[dict]:
    """Forms that put the other partner's rows where a field or a parameter takes one."""
    names = {
        "new_parent_page": beta.page.pk,
        "parent": beta.collection.pk,
        "collection": beta.collection.pk,
        "image-chooser-upload-collection": beta.collection.pk,
        "groups": beta.group.pk,
    }
    return [pages.article(**{key: value, "restriction_type": "groups"}) for key, value in names.items()]


def test_forms_that_name_another_partner_change_nothing_of_theirs(publishing):
    """Forms are incomplete for most views, and some of Wagtail's fail on that; no row may change by it."""
    two, client = publishing, client_of(publishing.alpha.admin)
    client.raise_request_exception = False
    before, wrong = dump.everything(), []
    for address in addresses(two):
        if address.foreign:
            continue
        moves = [{"chooser": two.beta.page.pk}] if address.name == "wagtail_bulk_action" else []
        for form in forms(two.beta) + moves:
            answer = client.post(f"{address.url}?id={two.beta.article.pk}", form)
            if shown(answer):
                wrong.append((address.url, form, answer.status_code, shown(answer)))
    assert wrong == []
    assert dump.lost(before, dump.everything(), CANARY) == []


def test_the_crawl_reaches_what_the_brand_sees(two):
    """The same calls as a superuser find the other partner's words: the crawl is not blind."""
    client = client_of(two.root)
    found = set()
    for address in addresses(two):
        if len(found) < ENOUGH and address.name not in found:
            answer = client.get(address.url)
            if answer.status_code == 200 and shown(answer):
                found.add(address.name)
    assert len(found) == ENOUGH, sorted(found)


def test_a_new_view_with_an_unknown_parameter_stops_the_crawl(two):
    new = [(path("thing/<int:thing_pk>/", lambda request: None, name="thing"), "thing")]
    with pytest.raises(Unknown, match="thing_pk"):
        list(addresses(two, new))


def test_every_view_of_the_admin_stands_behind_the_guard():
    assert [name for pattern, name in admin_views() if not hasattr(pattern.callback, "community_guard")] == []
