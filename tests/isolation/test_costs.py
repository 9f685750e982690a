"""What the guard costs: a few queries for partner staff whatever they own, none for the brand's people."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from channel_community.models import PartnerArticlePage
from tests.isolation import pages


def queries_of(client, address) -> int:
    client.get(address)  # fills what Django and Wagtail keep in the process
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_the_guard_costs_the_same_for_few_pages_and_for_many(two, sign_in):
    client = sign_in(two.alpha.editor)
    address = reverse("wagtailadmin_api:images:listing")
    few = queries_of(client, address)
    for number in range(8):
        two.alpha.page.add_child(
            instance=PartnerArticlePage(title=f"More {number}", slug=f"more-{number}", discuss=False)
        )
    assert queries_of(client, address) == few


def test_a_refusal_costs_little(two, sign_in):
    client = sign_in(two.alpha.editor)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(pages.edit_url(two.beta.article)).status_code == 404
    assert len(caught) <= 14, [query["sql"][:90] for query in caught]


def test_the_guard_asks_nothing_about_a_superuser(two, sign_in):
    client = sign_in(two.root)
    with CaptureQueriesContext(connection) as caught:
        client.get(reverse("wagtailadmin_api:images:listing"))
    assert not [query for query in caught if "channel_community_" in query["sql"]]
