"""What pages say of themselves to search engines and where they are shared."""

import json
import re

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from channel_community.content.structured import json_ld
from channel_community.partners.actions import partner_suspend
from tests.content.conftest import article_page
from tests.factories import BoardFactory, MemberFactory, ThreadFactory
from tests.found.reading import Head, get

pytestmark = pytest.mark.django_db
HOST = "http://localhost"
ALT = "Card with the words “Forty minutes instead of nine hours” and the name and colours of Fjordgrid"
HOSTILE = '</script><script>alert("1")</script> & <!-- "x"'


def head(client, page, query=""):
    return Head(get(client, page, query).content.decode())


def test_every_page_has_one_address(client, network):
    board = BoardFactory(partner=network.partner)
    thread = ThreadFactory(board=board, last_number=1)
    paths = [
        *(page.url for page in (network.directory, network.page, network.article)),
        reverse("channel_community:home"),
        reverse("channel_community:partner", args=["fjordgrid"]),
        reverse("channel_community:board", args=[board.pk, board.slug]),
        reverse("channel_community:thread", args=[thread.pk, thread.slug]),
        reverse("channel_community:board_list"),
        reverse("channel_community:webinar_list"),
        reverse("channel_community:leaders"),
    ]
    for path in paths:
        assert head(client, path, "?utm_source=mail&kind=question").canonical() == [f"{HOST}{path}"]


def test_filters_are_no_part_of_the_directorys_address(client, network):
    for number in range(30):
        network.add(f"Partner {number}", region="Alps")
    address = f"{HOST}{network.directory.url}"
    assert head(client, network.directory, "?region=Alps").canonical() == [address]
    assert head(client, network.directory, "?region=Alps&page=2").canonical() == [address]
    assert head(client, network.directory, "?page=2").canonical() == [f"{address}?page=2"]
    assert head(client, network.directory, "?page=99").canonical() == [f"{address}?page=2"]


def test_a_page_that_is_not_there_claims_no_address(client, network):
    answer = client.get(reverse("channel_community:partner", args=["nobody"]))
    assert answer.status_code == 404
    assert Head(answer.content.decode()).canonical() == []


def test_an_article_is_shared_with_everything_known_of_it(client, network):
    network.article.search_description = "How a night became a coffee break."
    network.article.save_revision().publish()
    meta = head(client, network.article).meta
    expected = {
        "description": "How a night became a coffee break.",
        "og:title": "Forty minutes instead of nine hours",
        "og:description": "How a night became a coffee break.",
        "og:type": "article",
        "og:url": f"{HOST}{network.article.url}",
        "og:site_name": "Test site",
        "og:locale": "en",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": ALT,
        "article:published_time": "2026-03-02",
        "twitter:card": "summary_large_image",
        "twitter:title": "Forty minutes instead of nine hours",
        "twitter:description": "How a night became a coffee break.",
    }
    assert {name: meta[name] for name in expected} == {name: [value] for name, value in expected.items()}
    assert meta["article:modified_time"][0].startswith("20")
    assert meta["og:image"] == meta["twitter:image"]
    assert client.get(meta["og:image"][0].removeprefix(HOST))["Content-Type"] == "image/png"


def test_a_partner_is_an_organization(client, network):
    partner = network.partner
    partner.region, partner.website = "Nordics", "https://fjordgrid.example"
    partner.save()
    found = head(client, network.page)
    assert found.meta["og:type"] == ["website"]
    thing = found.things()["Organization"]
    assert thing["name"] == "Fjordgrid"
    assert thing["url"] == f"{HOST}{network.page.url}"
    assert thing["description"] == "Storage for the north."
    assert thing["areaServed"] == "Nordics"
    assert thing["sameAs"] == ["https://fjordgrid.example"]


def test_a_partners_logo_has_a_full_address(client, network):
    from tests.found.pictures import picture

    kit = network.partner.brand_kit
    kit.logo_light = picture("logo.png", (400, 100))
    kit.save()
    logo = head(client, network.page).things()["Organization"]["logo"]
    assert logo["@type"] == "ImageObject"
    assert logo["url"].startswith(f"{HOST}/media/images/logo")


def test_an_article_names_who_wrote_and_who_publishes_it(client, network):
    network.article.author = MemberFactory(name="Ana Horvat", handle="ana")
    network.article.save_revision().publish()
    thing = head(client, network.article).things()["Article"]
    assert thing["headline"] == "Forty minutes instead of nine hours"
    assert thing["author"] == {"@type": "Person", "name": "Ana Horvat", "url": f"{HOST}/community/m/ana/"}
    assert thing["publisher"]["@type"] == "Organization"
    assert thing["publisher"]["name"] == "Fjordgrid"
    assert thing["publisher"]["url"] == f"{HOST}{network.page.url}"
    assert thing["datePublished"] == "2026-03-02"
    assert thing["dateModified"][:4].isdigit()
    assert thing["mainEntityOfPage"] == f"{HOST}{network.article.url}"
    assert thing["image"][0].startswith(f"{HOST}/community/card/page/")


def test_the_way_to_a_page_is_numbered_from_the_communitys_home(client, network):
    steps = head(client, network.article).things()["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3, 4]
    pages = (network.directory, network.page, network.article)
    assert [step["item"] for step in steps] == [
        f"{HOST}{url}" for url in ("/community/", *[p.url for p in pages])
    ]
    assert [step["name"] for step in steps] == ["Test site", *(page.title for page in pages)]


def crumbs(client, page):
    """The way that readers see above a page."""
    [found] = re.findall(r'<nav class="cc-crumbs".*?</nav>', get(client, page).content.decode(), re.DOTALL)
    return re.findall(r'<a href="([^"]+)">([^<]+)</a>', found)


def test_readers_see_the_same_way(client, network):
    home = ("/community/", "Community")
    directory = (f"{HOST}{network.directory.url}", "Partners")
    partner = (f"{HOST}{network.page.url}", "Fjordgrid")
    assert crumbs(client, network.directory) == [home]
    assert crumbs(client, network.page) == [home, directory]
    assert crumbs(client, network.article) == [home, directory, partner]


def test_the_sites_own_front_page_is_named_by_nobody(client, network):
    assert network.home.title == "Welcome to your new Wagtail site!"
    for page in (network.directory, network.page, network.article):
        assert "Welcome to your new" not in get(client, page).content.decode()


def test_an_unpublished_page_above_is_no_step(client, network):
    network.directory.unpublish()
    assert crumbs(client, network.page) == [("/community/", "Community")]


def test_the_card_of_a_partners_page_names_the_partner_once(client, network):
    said = head(client, network.page).meta
    assert (
        said["og:image:alt"] == said["twitter:image:alt"] == ["Card with the name and colours of Fjordgrid"]
    )


def test_the_directory_is_a_list_that_goes_on_over_its_pages(client, network):
    for number in range(29):
        network.add(f"Partner {number:02}")
    first, second = (head(client, network.directory, query).things()["ItemList"] for query in ("", "?page=2"))
    assert first["numberOfItems"] == second["numberOfItems"] == 30
    assert [step["position"] for step in second["itemListElement"]] == list(range(25, 31))
    assert first["itemListElement"][0]["url"] == f"{HOST}{network.page.url}"


def test_hostile_words_stay_inside_the_data_block(client, network):
    network.partner.name = network.partner.description = HOSTILE[:80]
    network.partner.save()
    article = network.page.add_child(instance=article_page(HOSTILE, slug="hostile", lead=HOSTILE))
    plain = head(client, network.article)
    for page in (article, network.page, network.directory):
        found = head(client, page)
        assert found.things()
        assert found.scripts == plain.scripts
    assert head(client, article).things()["Article"]["headline"] == HOSTILE


def test_a_data_block_says_what_it_was_given():
    text = json_ld([{"@type": "Thing", "name": HOSTILE, "empty": "", "none": None}])
    assert text.count("<") == text.count(">") == 2
    body = re.fullmatch(r'<script type="application/ld\+json">(.*)</script>', text)[1]
    assert json.loads(body)["@graph"] == [{"@type": "Thing", "name": HOSTILE}]


def test_a_private_page_tells_those_outside_nothing_and_engines_to_stay_away(client, network):
    row = PageViewRestriction.objects.create(
        page=network.article, restriction_type=PageViewRestriction.GROUPS
    )
    group = row.groups.create(name="Insiders")
    insider = MemberFactory()
    insider.user.groups.add(group)
    outside = client.get(network.article.url, follow=True).content.decode()
    assert "og:" not in outside
    assert "ld+json" not in outside
    client.force_login(insider.user)
    found = head(client, network.article)
    assert found.meta["robots"] == ["noindex"]
    assert found.things() == {}
    assert not [name for name in found.meta if name and name.startswith(("og:", "twitter:", "article:"))]


def test_pages_name_the_partners_feed(client, network):
    url = f"{HOST}/community/feeds/partners/fjordgrid.xml"
    for page in (network.page, network.article, reverse("channel_community:partner", args=["fjordgrid"])):
        feeds = [link for link in head(client, page).links if link.get("type") == "application/rss+xml"]
        assert [(link["rel"], link["href"]) for link in feeds] == [("alternate", url)]


def test_a_draft_can_be_previewed_before_it_has_an_address(admin_client, network):
    page = article_page("Not yet anywhere")
    page.partner, page.locale = network.partner, network.page.locale
    answer = page.make_preview_request(preview_mode="")
    assert answer.status_code == 200
    assert "Not yet anywhere" in answer.rendered_content


class TestSitemap:
    """Wagtail's sitemap of a site with partners."""

    def locations(self, client):
        return re.findall(r"<loc>([^<]+)</loc>", client.get("/sitemap.xml").content.decode())

    def test_public_pages_are_in_it(self, client, network):
        expected = [f"{HOST}{page.url}" for page in (network.directory, network.page, network.article)]
        assert self.locations(client)[-3:] == expected

    @pytest.mark.parametrize("state", ["suspended", "left"])
    def test_those_of_a_partner_who_is_gone_are_not(self, client, network, state):
        network.partner.state = state
        network.partner.save()
        assert f"{HOST}{network.directory.url}" in self.locations(client)
        assert "fjordgrid" not in " ".join(self.locations(client))

    def test_private_and_unpublished_pages_are_not(self, client, network):
        draft = network.page.add_child(instance=article_page("Not yet", live=False))
        PageViewRestriction.objects.create(page=network.article, restriction_type=PageViewRestriction.LOGIN)
        found = self.locations(client)
        assert f"{HOST}{network.page.url}" in found
        assert f"{HOST}{network.article.url}" not in found
        assert f"{HOST}{draft.url}" not in found

    def test_a_mirrored_page_is_not_and_names_the_page_it_mirrors(self, client, network):
        other = network.add("Lantern Lane")
        parent = type(network.page).objects.get(partner=other)
        mirror = network.article.create_alias(parent=parent)
        assert f"{HOST}{mirror.url}" not in self.locations(client)
        assert head(client, mirror).canonical() == [f"{HOST}{network.article.url}"]


def test_a_suspended_partner_is_in_no_list_of_pages(client, network):
    partner_suspend(partner=network.partner)
    assert "Fjordgrid" not in json.dumps(head(client, network.directory).blocks)
