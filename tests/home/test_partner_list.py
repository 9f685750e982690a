"""The address that leads to every partner."""

import pytest
from django.urls import reverse
from wagtail.models import Site

from channel_community.models import PartnerIndexPage
from tests.factories import PartnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory():
    """The site's directory of partners."""
    root = Site.objects.get(is_default_site=True).root_page
    return root.add_child(instance=PartnerIndexPage(title="Partners", slug="partners"))


@pytest.fixture
def address():
    return reverse("channel_community:partner_list")


def test_it_leads_to_the_directory_where_the_site_has_one(client, address, directory):
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, directory.url)


def test_the_menu_marks_the_directory(client, directory):
    nav = client.get(directory.url).context["nav"]
    assert [entry["label"] for entry in nav if entry["is_current"]] == ["Partners"]


def test_every_active_partner_is_listed_where_there_is_no_directory(client, address):
    PartnerFactory(name="Fjordgrid", slug="fjordgrid")
    PartnerFactory(name="Gone", slug="gone", state="left")
    shown = client.get(address).content.decode()
    assert reverse("channel_community:partner", args=["fjordgrid"]) in shown
    assert "Gone" not in shown


def test_the_list_is_paged_and_costs_the_same(client, address, django_assert_max_num_queries):
    for number in range(30):
        PartnerFactory(name=f"Partner {number:02}", slug=f"p{number}")
    with django_assert_max_num_queries(10):
        answer = client.get(address)
    assert len(answer.context["partners"]) == 24
    assert len(client.get(address, {"page": 2}).context["partners"]) == 6


def test_an_empty_network_says_so(client, address):
    assert "No partner is here yet" in client.get(address).content.decode()
