"""How much a page asks of the database, with one row and with many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction, Site

from channel_community.models import Board, BrandKit, Partner, PartnerPage
from tests.content.conftest import article_page
from tests.factories import BoardFactory, ThreadFactory, WebinarFactory
from tests.found.pictures import picture
from tests.found.reading import get, names

pytestmark = pytest.mark.django_db
MANY = 500


def cost(client, url):
    """Queries of a warm request."""
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def fill(network, count):
    """Partners with a page and a board each, inserted at once: five hundred saves take a minute."""
    kits = BrandKit.objects.bulk_create(BrandKit(name=f"Kit {n}") for n in range(count))
    partners = Partner.objects.bulk_create(
        Partner(
            name=f"Partner {n:03}",
            slug=f"p{n:03}",
            brand_kit=kit,
            region=f"Region {n % 12}",
            tier=network.gold if n % 3 else network.silver,
        )
        for n, kit in enumerate(kits)
    )
    Partner.specialities.through.objects.bulk_create(
        Partner.specialities.through(partner=partner, speciality=network.schools) for partner in partners
    )
    parent = Page.objects.get(pk=network.directory.pk)
    rows = Page.objects.bulk_create(
        Page(
            title=partner.name,
            slug=partner.slug,
            depth=parent.depth + 1,
            path=Page._get_path(parent.path, parent.depth + 1, number),
            url_path=f"{parent.url_path}{partner.slug}/",
            locale=parent.locale,
            content_type=network.page.content_type,
        )
        for number, partner in enumerate(partners, 100)
    )
    for row, partner in zip(rows, partners, strict=True):
        PartnerPage(page_ptr=row, partner=partner).save_base(raw=True, force_insert=True)
    Board.objects.bulk_create(
        Board(partner=partner, title=f"Board of {partner.name}", slug=partner.slug) for partner in partners
    )
    Page.objects.filter(pk=parent.pk).update(numchild=count + 1)


@pytest.fixture
def many(network):
    fill(network, MANY)
    return network


def test_the_directory_stays_paged_and_costs_the_same_with_five_hundred(client, many):
    for query in ("", "?q=partner", "?region=Region+3&tier=silver&speciality=schools", "?page=21"):
        assert cost(client, f"{many.directory.url}{query}") < 20
        assert 0 < len(names(get(client, many.directory, query))) <= 24


def test_the_directory_costs_little_with_one(client, network):
    assert cost(client, network.directory.url) < 20


def test_the_networks_lists_stay_short_with_five_hundred(client, many):
    home, boards = (reverse(f"channel_community:{name}") for name in ("home", "board_list"))
    for url in (home, boards, f"{boards}?page=21"):
        assert cost(client, url) < 20
        page = client.get(url).content.decode()
        assert page.count('class="cc-card cc-card--link cc-partner"') <= 12
        assert 0 < page.count('class="cc-card cc-card--link cc-board"') <= 24
        assert page.count("<option") <= 12
    assert "Board of Partner 499" in page


def test_the_home_leads_to_all_partners_and_all_boards(client, network):
    BoardFactory()
    page = get(client, reverse("channel_community:home")).content.decode()
    assert f'href="{network.directory.url}"' in page
    assert f'href="{reverse("channel_community:board_list")}"' in page


def test_a_sitemap_does_not_ask_for_each_page(client, many):
    few = cost(client, "/sitemap.xml")
    Page.objects.filter(slug__startswith="p1", depth=many.page.depth).update(live=False)
    assert cost(client, "/sitemap.xml") == few < 20


@pytest.mark.parametrize("count", [1, 50])
def test_a_partners_page_stays_within_fifteen_queries(client, network, count):
    board = BoardFactory(partner=network.partner)
    for number in range(count):
        network.page.add_child(instance=article_page(f"Article {number}"))
        ThreadFactory(board=board, last_number=1)
    WebinarFactory(partner=network.partner, state="scheduled")
    network.page.hero_image = picture("hero.png")
    network.page.save()
    assert cost(client, network.page.url) <= 15


def test_closed_articles_keep_a_partners_page_within_fifteen_queries(client, network):
    for number in range(10):
        closed = network.page.add_child(instance=article_page(f"Closed {number}"))
        row = PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.GROUPS)
        row.groups.create(name=f"Group {number}")
    assert cost(client, network.page.url) <= 15


def test_a_partners_home_stays_within_twenty_queries(client, network):
    for number in range(20):
        network.page.add_child(instance=article_page(f"Article {number}"))
        BoardFactory(partner=network.partner)
    assert Site.objects.count() == 1
    assert cost(client, reverse("channel_community:partner", args=["fjordgrid"])) < 20
