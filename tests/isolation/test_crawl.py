"""Every address of the admin, called as staff of one partner with everything of the other's."""

import pytest
from django.test import Client
from django.urls import path

from tests.isolation import dump, pages
from tests.isolation.addresses import Unknown, addresses, admin_views
from tests.isolation.world import CANARY

REFUSALS = {302, 403, 404}
ROLES = ("editor", "admin")
#: What was asked for comes back in the page; the beginning of the word finds, and is not the word.
SOUGHT = CANARY[:-1]
#: So many views show a superuser the other partner's words, at least.
ENOUGH = 60


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


@pytest.mark.parametrize("role", ROLES)
def test_own_addresses_show_nothing_of_another_partner(two, role):
    client = client_of(getattr(two.alpha, role))
    wrong = []
    for address in addresses(two):
        if address.foreign:
            continue
        answer = client.get(address.url)
        if answer.status_code >= 500 or shown(answer):
            wrong.append((address.url, answer.status_code, shown(answer)))
    assert wrong == []


def queries(beta) -> list[dict]:
    """Query strings and forms that name the other partner's rows."""
    pages, one = [beta.page.pk, beta.article.pk], beta.article.pk
    files = {"collection_id": beta.collection.pk, "collection": beta.collection.pk}
    people = [{key: beta.editor.pk} for key in ("owner", "user", "edited_by", "requested_by", "locked_by")]
    kinds = (beta.image, beta.document, beta.member, beta.board, beta.thread, beta.webinar)
    return [
        {"q": SOUGHT},
        {"q": SOUGHT, "search_all": "1"},
        {"term": SOUGHT},
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


def test_queries_that_name_another_partner_show_nothing(publishing):
    two, client = publishing, client_of(publishing.alpha.admin)
    before, wrong = dump.everything(), []
    open_ones = {a.url for a in addresses(two) if not a.foreign and client.get(a.url).status_code == 200}
    for url in sorted(open_ones):
        for query in queries(two.beta):
            answer = client.get(url, query)
            found = shown(answer).replace(f"{CANARY}beta-tag", "") if "tag" in query else shown(answer)
            if answer.status_code >= 500 or CANARY in found:
                wrong.append((url, query, answer.status_code, found))
    assert wrong == []
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
        if address.foreign or address.name == "wagtailadmin_logout":
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
        if len(found) < ENOUGH and address.name not in {"wagtailadmin_logout", *found}:
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
