"""A partner's pages in the CMS: where they stand, what they show, and to whom."""

import pytest
from wagtail.models import Page, PageViewRestriction
from wagtail.test.utils import WagtailPageTestCase

from channel_community.models import PartnerArticlePage, PartnerIndexPage, PartnerKitPage, PartnerPage
from channel_community.partners.actions import partner_suspend
from channel_community.partners.models import Partner
from channel_community.reputation.levels import ensure_default_levels
from tests.content.conftest import article_page
from tests.factories import (
    BoardFactory,
    MemberFactory,
    PartnerFactory,
    ThreadFactory,
    UserFactory,
    WebinarFactory,
)

pytestmark = pytest.mark.django_db


def html(client, page, status=200):
    answer = client.get(page.url)
    assert answer.status_code == status
    return answer.content.decode()


class TestTree(WagtailPageTestCase):
    """Which page may stand where."""

    def test_articles_stand_under_partners_and_partners_in_the_directory(self):
        self.assertAllowedSubpageTypes(PartnerIndexPage, {PartnerPage})
        self.assertAllowedSubpageTypes(PartnerPage, {PartnerArticlePage, PartnerKitPage})
        self.assertAllowedSubpageTypes(PartnerArticlePage, {})
        self.assertCanCreateAt(Page, PartnerIndexPage)


def test_every_page_type_is_served(client, tree):
    assert "Storage for the north." in html(client, tree.directory)
    assert "Storage for the north." in html(client, tree.page)
    assert "Forty minutes instead of nine hours" in html(client, tree.article)


def test_a_page_wears_brand_and_partner(client, tree):
    page = html(client, tree.article)
    assert f"/community/brand/{tree.partner.brand_kit_id}-1.css" in page
    assert "Fjordgrid" in page.split("</header>")[0]
    assert "Test site" in page.split("</header>")[0]
    assert f"/community/brand/{tree.partner.brand_kit_id}-1.css" not in html(client, tree.directory)


def test_the_partners_page_lists_its_articles(client, tree):
    assert tree.article.url in html(client, tree.page)


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_each_article_stands_on_the_partners_page_once(client, tree, number):
    tree.article.delete()
    urls = [
        tree.page.add_child(instance=article_page(f"Article {place}", slug=f"a{place}")).url
        for place in range(number)
    ]
    shown = html(client, tree.page)
    assert [shown.count(f'href="{url}"') for url in urls] == [1] * number
    assert ('id="cc-page-articles"' in shown) is (number > 1)
    assert '<div class="cc-body"></div>' not in shown


def test_articles_are_listed_whole_where_a_conversation_fills_the_hero(client, tree):
    ThreadFactory(board=BoardFactory(partner=tree.partner, access="public"))
    shown = html(client, tree.page)
    assert shown.count(f'href="{tree.article.url}"') == 1
    assert 'id="cc-page-articles"' in shown


def test_an_article_belongs_to_the_partner_above_it(tree):
    other = PartnerFactory(slug="other")
    tree.article.partner = other
    tree.article.save()
    assert PartnerArticlePage.objects.get().partner == tree.partner


def test_a_moved_article_follows_its_partner(tree):
    other = PartnerFactory(name="Lantern Lane", slug="lantern-lane")
    target = tree.directory.add_child(
        instance=PartnerPage(title="Lantern Lane", slug="lantern-lane", partner=other)
    )
    tree.article.move(target, pos="last-child")
    assert PartnerArticlePage.objects.get().partner == other


def test_the_author_is_shown_with_a_link_to_the_profile(client, tree):
    tree.article.author = MemberFactory(name="Ana Horvat", handle="ana")
    tree.article.save()
    page = html(client, tree.article)
    assert "Ana Horvat" in page
    assert "/community/m/ana/" in page


def test_a_suspended_partners_pages_are_gone_for_everybody_but_the_brand(client, tree):
    partner_suspend(partner=tree.partner)
    for page in (tree.page, tree.article):
        html(client, page, status=404)
    assert "Storage for the north." not in html(client, tree.directory)
    assert client.get(f"/community/card/page/{tree.article.pk}.png").status_code == 404
    superuser = UserFactory(is_superuser=True)
    MemberFactory(user=superuser)
    client.force_login(superuser)
    html(client, tree.article)


def test_a_suspended_partners_pages_leave_the_sitemap(tree):
    assert tree.article.get_sitemap_urls()
    partner_suspend(partner=tree.partner)
    found = PartnerArticlePage.objects.get(pk=tree.article.pk)
    assert found.get_sitemap_urls() == []


def test_a_draft_is_not_listed(client, tree):
    draft = tree.page.add_child(instance=article_page("Not yet", live=False))
    assert "Not yet" not in html(client, tree.page)
    html(client, draft, status=404)


def test_a_site_may_have_its_own_template(client, tree, settings, tmp_path):
    folder = tmp_path / "channel_community" / "content"
    folder.mkdir(parents=True)
    (folder / "partner_page.html").write_text("Our own: {{ page.title }} by {{ branding.partner_name }}")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [str(tmp_path)]}]
    assert html(client, tree.page) == "Our own: Fjordgrid by Fjordgrid"


def test_the_directory_has_pages(client, tree):
    for number in range(24):
        partner = PartnerFactory(name=f"Partner {number:02}", slug=f"p{number:02}")
        tree.directory.add_child(instance=PartnerPage(title=partner.name, slug=partner.slug, partner=partner))
    first, second = html(client, tree.directory), client.get(f"{tree.directory.url}?page=2").content.decode()
    assert "Partner 22" in first
    assert "Partner 23" not in first
    assert "Partner 23" in second
    assert client.get(f"{tree.directory.url}?page=nonsense").status_code == 200


def test_a_warm_partner_page_stays_within_fifteen_queries(client, tree, django_assert_max_num_queries):
    for number in range(8):
        tree.page.add_child(instance=article_page(f"Article {number}"))
    html(client, tree.page)
    with django_assert_max_num_queries(15):
        html(client, tree.page)


def test_a_partner_page_with_doors_below_stays_within_fourteen_queries(
    client, tree, django_assert_max_num_queries
):
    level = ensure_default_levels()[-1]
    ThreadFactory(board=BoardFactory(partner=tree.partner, access="public"))
    for number in range(4):
        closed = tree.page.add_child(instance=article_page(f"Article {number}"))
        door = PageViewRestriction.objects.create(page=closed, restriction_type="groups")
        door.groups.add(level.group)
    assert level.name in html(client, tree.page)
    with django_assert_max_num_queries(14):
        html(client, tree.page)


def test_a_warm_article_stays_within_fifteen_queries(client, tree, django_assert_max_num_queries):
    tree.article.author = MemberFactory()
    tree.article.save()
    html(client, tree.article)
    with django_assert_max_num_queries(15):
        html(client, tree.article)


def test_the_directory_does_not_ask_for_each_partner(client, tree, django_assert_max_num_queries):
    for number in range(20):
        partner = PartnerFactory(slug=f"p{number}")
        tree.directory.add_child(instance=PartnerPage(title=partner.name, slug=partner.slug, partner=partner))
    html(client, tree.directory)
    with django_assert_max_num_queries(15):
        html(client, tree.directory)


def test_a_partner_with_pages_cannot_be_deleted(tree):
    from django.db.models import ProtectedError

    with pytest.raises(ProtectedError):
        Partner.objects.get(pk=tree.partner.pk).delete()


def test_a_partner_page_shows_what_its_customers_talk_about(client, tree, django_assert_max_num_queries):
    board = BoardFactory(partner=tree.partner)
    for number in range(8):
        ThreadFactory(board=board, title=f"How long does a restore take? {number}", last_number=1)
    WebinarFactory(partner=tree.partner, title="Restore drills for schools", state="scheduled")
    page = html(client, tree.page)
    assert "How long does a restore take?" in page
    assert "Restore drills for schools" in page
    with django_assert_max_num_queries(15):
        html(client, tree.page)
