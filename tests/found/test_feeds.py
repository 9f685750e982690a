"""A partner's feed, as readers get it."""

import datetime

import feedparser
import pytest
from wagtail.models import PageViewRestriction

from channel_community.models import ContentKit, KitVersion, PartnerKitPage
from channel_community.partners.actions import partner_leave, partner_suspend
from tests.content.conftest import article_page
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db
URL = "/community/feeds/partners/fjordgrid.xml"


def read(client, **headers):
    answer = client.get(URL, headers=headers)
    assert answer.status_code == 200
    found = feedparser.parse(answer.content)
    assert not found.bozo
    return found


@pytest.fixture
def kit_copy(network):
    """A copy of a kit on air, published the day after the article."""
    kit = ContentKit.objects.create(name="Winter", title="Winter check")
    version = KitVersion.objects.create(kit=kit, number=1, title="Winter check", lead="Before the frost.")
    day = datetime.date(2026, 3, 3)
    return network.page.add_child(
        instance=PartnerKitPage(
            title="Winter check", slug="winter", kit=kit, version=version, published_on=day
        )
    )


def test_articles_are_told_with_author_day_lead_and_full_address(client, network):
    network.article.author = MemberFactory(name="Ana Horvat")
    network.article.save_revision().publish()
    feed = read(client)
    assert feed.version == "rss20"
    assert feed.feed.title == "Fjordgrid · Test site"
    assert feed.feed.link == f"http://localhost{network.page.url}"
    assert feed.feed.subtitle == "Backup that people can sleep on"
    assert feed.feed.language == "en"
    assert {link.href for link in feed.feed.links if link.rel == "self"} == {f"http://localhost{URL}"}
    [entry] = feed.entries
    assert entry.title == "Forty minutes instead of nine hours"
    assert entry.link == f"http://localhost{network.article.url}"
    assert entry.author == "Ana Horvat"
    assert entry.summary == "What we changed."
    assert entry.published_parsed[:3] == (2026, 3, 2)


def test_without_an_author_the_partner_speaks(client, network):
    assert read(client).entries[0].author == "Fjordgrid"


def test_kit_copies_stand_among_articles_by_day(client, network, kit_copy):
    assert [(entry.title, entry.summary) for entry in read(client).entries] == [
        ("Winter check", "Before the frost."),
        ("Forty minutes instead of nine hours", "What we changed."),
    ]


def test_a_recalled_kit_leaves_feed_and_lists(client, network, kit_copy):
    assert "Winter check" in client.get(network.page.url).content.decode()
    KitVersion.objects.update(recalled_at=datetime.datetime(2026, 3, 4, tzinfo=datetime.timezone.utc))
    assert "Winter check" not in [entry.title for entry in read(client).entries]
    assert "Winter check" not in client.get(network.page.url).content.decode()


def test_an_items_id_outlives_a_new_title_and_address(client, network):
    before = read(client).entries[0]
    network.article.title, network.article.slug = "Half an hour", "half-an-hour"
    network.article.save_revision().publish()
    after = read(client).entries[0]
    assert after.link != before.link
    assert after.id == before.id
    assert not after.guidislink


def test_only_what_everybody_may_read_is_told(client, network):
    network.page.add_child(instance=article_page("Not yet", live=False))
    closed = network.page.add_child(instance=article_page("Closed"))
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    assert [entry.title for entry in read(client).entries] == ["Forty minutes instead of nine hours"]


def test_a_closed_front_page_closes_the_feed_for_members_too(client, network):
    PageViewRestriction.objects.create(page=network.page, restriction_type=PageViewRestriction.LOGIN)
    client.force_login(MemberFactory().user)
    assert read(client).entries == []


def test_a_partner_without_anything_published_has_an_empty_feed(client, network):
    network.article.unpublish()
    assert read(client).entries == []


@pytest.mark.parametrize("leave", [partner_suspend, partner_leave])
def test_a_partner_who_is_gone_has_no_feed(client, network, leave):
    leave(partner=network.partner)
    assert client.get(URL).status_code == 404


def test_nobody_has_no_feed(client, network):
    assert client.get("/community/feeds/partners/nobody.xml").status_code == 404
    assert client.post(URL).status_code == 405


def test_a_reader_that_has_it_all_is_told_so(client, network):
    network.article.save_revision().publish()
    first = client.get(URL)
    assert set(first["Cache-Control"].split(", ")) == {"max-age=300", "public"}
    for name, value in (("If-None-Match", first["ETag"]), ("If-Modified-Since", first["Last-Modified"])):
        again = client.get(URL, headers={name: value})
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]


def test_news_and_a_new_name_change_the_feeds_mark(client, network):
    marks = {client.get(URL)["ETag"]}
    network.page.add_child(instance=article_page("News"))
    marks.add(client.get(URL)["ETag"])
    network.partner.name = "Fjord"
    network.partner.save()
    marks.add(client.get(URL)["ETag"])
    assert len(marks) == 3


def test_odd_letters_do_not_break_the_feed(client, network):
    network.page.add_child(instance=article_page("Bell \x07 & <b>", slug="bell", lead="A \x0b tab & more"))
    assert "& <b>" in {entry.title[-5:] for entry in feedparser.parse(client.get(URL).content).entries}


def test_a_feed_costs_the_same_with_many_articles(client, network, django_assert_max_num_queries):
    for number in range(40):
        article = article_page(f"Article {number}", author=MemberFactory())
        network.page.add_child(instance=article)
    with django_assert_max_num_queries(12):
        assert len(read(client).entries) == 30
