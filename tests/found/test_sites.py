"""One community on two sites: addresses, brand, card, feed and sitemap are those of the site asked."""

import re

import pytest
from django.urls import reverse
from wagtail.models import Page, Site

from channel_community.models import BrandSettings, PartnerIndexPage, PartnerPage
from tests.content.conftest import article_page
from tests.factories import BoardFactory, PartnerFactory, ThreadFactory
from tests.found.reading import Head, get, names

pytestmark = pytest.mark.django_db
NORTH = "north.example:8443"


@pytest.fixture(autouse=True)
def _hosts(settings):
    settings.ALLOWED_HOSTS = ["localhost", "testserver", "north.example"]


@pytest.fixture
def north(network):
    """A second site on a host and port of its own, with a directory, a partner and an article."""
    root = Page.objects.get(depth=1).add_child(instance=Page(title="North", slug="north"))
    site = Site.objects.create(hostname="north.example", port=8443, root_page=root)
    BrandSettings.objects.create(site=site, name="Northern House")
    directory = root.add_child(instance=PartnerIndexPage(title="Partners", slug="partners"))
    partner = PartnerFactory(name="Polar Power", slug="polar", site=site)
    page = directory.add_child(instance=PartnerPage(title="Polar Power", slug="polar", partner=partner))
    article = page.add_child(instance=article_page("Cold starts"))
    network.north, network.site, network.polar, network.front, network.cold = (
        directory,
        site,
        partner,
        page,
        article,
    )
    return network


def ask(client, path):
    return get(client, path, headers={"host": NORTH})


def test_each_sites_directory_lists_its_own(client, north):
    assert names(get(client, "/partners/")) == ["Fjordgrid"]
    assert names(ask(client, "/partners/")) == ["Polar Power"]


def test_addresses_card_and_brand_are_the_sites_own(client, north):
    page = ask(client, "/partners/polar/cold-starts/").content.decode()
    found, root = Head(page), north.site.root_url
    assert root == "http://north.example:8443"
    assert found.canonical() == [f"{root}/partners/polar/cold-starts/"]
    assert found.meta["og:url"] == found.canonical()
    assert found.meta["og:site_name"] == ["Northern House"]
    assert found.meta["og:image"][0].startswith(f"{root}/community/card/page/{north.cold.pk}.png")
    assert found.things()["Article"]["publisher"]["url"] == f"{root}/partners/polar/"
    assert "Northern House" in page.split("</header>")[0]
    path = found.meta["og:image"][0].removeprefix(root)
    card = client.get(path, headers={"host": NORTH})
    assert card["Content-Type"] == "image/png"
    assert "immutable" in card["Cache-Control"]


def test_the_feed_and_the_sitemap_name_the_site(client, north):
    feed = ask(client, "/community/feeds/partners/polar.xml").content.decode()
    assert set(re.findall(r"https?://[^/\"< ]*example[^/\"< ]*", feed)) == {north.site.root_url}
    assert "<link>http://north.example:8443/partners/polar/cold-starts/</link>" in feed
    mapped = re.findall("<loc>(.*?)</loc>", ask(client, "/sitemap.xml").content.decode())
    assert mapped[-1] == "http://north.example:8443/partners/polar/cold-starts/"
    assert not [url for url in mapped if "fjordgrid" in url]


def test_a_feed_asked_for_on_the_other_site_still_leads_to_the_pages_own(client, north):
    feed = get(client, "/community/feeds/partners/polar.xml").content.decode()
    assert "<link>http://north.example:8443/partners/polar/cold-starts/</link>" in feed


def test_a_partners_home_works_on_each_and_names_the_partners_site_as_its_address(client, north):
    ThreadFactory(board=BoardFactory(partner=north.polar), title="Which pump?", last_number=1)
    path = reverse("channel_community:partner", args=["polar"])
    for answer in (get(client, path), ask(client, path)):
        page = answer.content.decode()
        assert "Which pump?" in page
        assert "Cold starts" in page
        assert Head(page).canonical() == [f"http://north.example:8443{path}"]
    assert "Northern House" in page.split("</header>")[0]


def test_the_home_of_each_site_leads_to_its_own_directory(client, north):
    path = reverse("channel_community:home")
    assert Head(ask(client, path).content.decode()).canonical() == [f"http://north.example:8443{path}"]
    north.directory.slug = "members"
    north.directory.save_revision().publish()
    assert 'href="/members/"' in get(client, path).content.decode()
    assert 'href="/partners/"' in ask(client, path).content.decode()


def test_a_partner_with_a_page_on_each_site_is_read_on_the_site_asked(client, north):
    here = north.directory.specific_class.objects.get(pk=north.directory.pk)
    page = here.add_child(instance=PartnerPage(title="Polar Power", slug="polar", partner=north.polar))
    page.add_child(instance=article_page("Warm starts"))
    path = reverse("channel_community:partner", args=["polar"])
    assert "Warm starts" in get(client, path).content.decode()
    assert "Cold starts" in ask(client, path).content.decode()
