"""The directory of partners: filters, search, order, pages, and what happens to odd addresses."""

import re

import pytest

from channel_community.models import PartnerPage, Speciality
from channel_community.partners.actions import partner_leave, partner_suspend
from tests.factories import PartnerFactory
from tests.found.reading import get, names

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(network):
    network.add("Lantern Lane", region="Alps", tier=network.silver, specialities=[network.schools])
    network.add("Bright Sparks", region="Nordics", tier=network.gold, specialities=[network.clinics])
    network.add("Aster", region="Nordics", tagline="Quiet nights", specialities=[network.schools])
    return network


def test_the_highest_tier_stands_first_then_the_name(client, three):
    assert names(get(client, three.directory)) == ["Bright Sparks", "Lantern Lane", "Aster", "Fjordgrid"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?region=Nordics", ["Bright Sparks", "Aster"]),
        ("?tier=silver", ["Lantern Lane"]),
        ("?speciality=schools", ["Lantern Lane", "Aster"]),
        ("?speciality=schools&region=Nordics", ["Aster"]),
        ("?q=lantern", ["Lantern Lane"]),
        ("?q=QUIET", ["Aster"]),
        ("?q=clinics", ["Bright Sparks"]),
        ("?q=nights+quiet", ["Aster"]),
        ("?q=nights+lantern", []),
        ("?q=sleep", ["Fjordgrid"]),
    ],
)
def test_filters_and_search_narrow_it_down(client, three, query, expected):
    assert names(get(client, three.directory, query)) == expected


@pytest.mark.parametrize(
    "query",
    [
        "?region=Atlantis",
        "?tier=999999",
        "?tier=gold%27--",
        "?speciality=0",
        "?region=Nordics%00x",
        "?tier=gold&speciality=no-such-thing",
        "?q=%25",
        "?q=" + "x" * 5000,
    ],
)
def test_a_value_that_is_not_offered_finds_nobody_and_says_what_to_do(client, three, query):
    answer = get(client, three.directory, query)
    assert names(answer) == []
    page = answer.content.decode()
    assert "Show all 4 partners" in page
    assert page.count(f'href="{three.directory.url}"') >= 2


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            "?region=nope&tier=gold",
            [("No partner here is in a region called “nope”.", "?tier=gold")],
        ),
        ("?speciality=sheep", [("No partner here has a speciality called “sheep”.", "")]),
        (
            "?q=quiet&region=%3Cb%3E&tier=zzz",
            [
                ("No partner here is in a region called “&lt;b&gt;”.", "?q=quiet&amp;tier=zzz"),
                ("No partner here has a tier called “zzz”.", "?q=quiet&amp;region=%3Cb%3E"),
            ],
        ),
        ("?region=Alps&tier=gold", []),
    ],
)
def test_a_value_nobody_has_is_named_with_the_way_to_go_on_without_it(client, three, query, said):
    page = get(client, three.directory, query).content.decode()
    found = re.findall(r'cc-filters__unknown".*?<span>(.*?) <a href="([^"]+)"', page)
    assert found == [(words, f"{three.directory.url}{rest}") for words, rest in said]


@pytest.mark.parametrize(
    "query",
    ["?page=nonsense", "?page=-3", "?page=99999999999999999999", "?colour=red", "?q=", "?q=%00", "?tier="],
)
def test_a_parameter_that_means_nothing_is_passed_over(client, three, query):
    assert len(names(get(client, three.directory, query))) == 4


def test_only_what_exists_among_the_listed_is_offered_with_its_number(client, three):
    Speciality.objects.create(name="Ships", slug="ships")
    PartnerFactory(name="No Page", region="Nowhere", tier=three.gold)
    page = get(client, three.directory).content.decode()
    offered = re.findall(r'<option value="([^"]+)">([^<]+)<', page)
    assert offered == [
        ("Alps", "Alps (1)"),
        ("Nordics", "Nordics (2)"),
        ("clinics", "Clinics (1)"),
        ("schools", "Schools (2)"),
        ("gold", "Gold (1)"),
        ("silver", "Silver (1)"),
    ]


def test_the_number_found_is_said_and_the_way_back_offered(client, three):
    page = get(client, three.directory, "?region=Nordics").content.decode()
    assert "2 partners match" in page
    assert f'<a href="{three.directory.url}">Clear filters</a>' in page
    assert '<option value="Nordics" selected>' in page
    everybody = get(client, three.directory).content.decode()
    assert "4 partners" in everybody
    assert "Clear filters" not in everybody


def test_what_was_searched_for_stays_in_the_field_and_is_harmless(client, three):
    page = get(client, three.directory, "?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").content.decode()
    assert "<script>alert" not in page
    assert 'value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in page


def test_a_filter_stays_over_the_pages(client, network):
    for number in range(30):
        network.add(f"Partner {number:02}", region="Nordics & Baltics")
    first = get(client, network.directory, "?region=Nordics+%26+Baltics")
    assert len(names(first)) == 24
    [url] = set(re.findall(r'rel="next" href="([^"]+)"', first.content.decode()))
    second = get(client, network.directory, url.replace("&amp;", "&"))
    assert names(second) == [f"Partner {number:02}" for number in range(24, 30)]


def test_a_card_says_tier_region_and_specialities(client, three):
    page = get(client, three.directory, "?q=lantern").content.decode()
    card = page[page.index("cc-partner__name") :].split("</article>")[0]
    for words in ("Silver", "Alps", "Schools"):
        assert words in card


def test_partners_who_are_gone_are_neither_listed_nor_counted(client, three):
    suspended, left = (PartnerPage.objects.get(title=title).partner for title in ("Aster", "Lantern Lane"))
    partner_suspend(partner=suspended)
    partner_leave(partner=left)
    answer = get(client, three.directory)
    assert names(answer) == ["Bright Sparks", "Fjordgrid"]
    assert "Alps" not in answer.content.decode()


def test_an_empty_directory_says_when_somebody_will_show(client, network):
    partner_suspend(partner=network.partner)
    page = get(client, network.directory).content.decode()
    assert "Partners show here as soon as their page is published." in page
    assert "cc-filters" not in page


def test_a_partner_with_two_pages_is_listed_once(client, three):
    three.directory.refresh_from_db()
    three.directory.add_child(instance=PartnerPage(title="Again", slug="again", partner=three.partner))
    assert names(get(client, three.directory)).count("Fjordgrid") == 1
