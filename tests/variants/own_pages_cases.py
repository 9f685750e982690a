"""What must hold on a site with page types made from our mixins. Collected by test_variants.py only."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from wagtail.models import Site
from wagtail.test.utils.form_data import nested_form_data, streamfield

from channel_community import compat
from channel_community.content.page_types import page_type
from channel_community.content.pages import PartnerIndexPageMixin, PartnerPageMixin
from channel_community.models import ContentKit, KitVersion
from channel_community.partners.actions import partner_suspend
from tests.factories import PartnerFactory
from tests.found.reading import Head, names

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(db):
    """The app's models; imported late, because the app exists in this process alone."""
    from shop import models

    return models


@pytest.fixture
def tree(shop):
    home = Site.objects.get(is_default_site=True).root_page
    directory = home.add_child(instance=shop.ShopIndexPage(title="Shops", slug="shops"))
    partner = PartnerFactory(name="Fjordgrid", slug="fjordgrid")
    page = directory.add_child(
        instance=shop.ShopPartnerPage(
            title="Fjordgrid", slug="fjordgrid", partner=partner, opening_hours="Mondays, ten to four"
        )
    )
    article = page.add_child(
        instance=shop.ShopArticlePage(title="Minutes", published_on=datetime.date(2026, 3, 2))
    )
    return directory, page, article, partner


@pytest.fixture
def manager(client):
    user = get_user_model().objects.create_superuser("root", "root@example.org", "x")
    client.force_login(user)
    return client


def html(client, page):
    answer = client.get(page.url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_checks_find_no_error():
    call_command("check", fail_level="ERROR")


def test_no_migration_is_missing():
    call_command("makemigrations", "shop", "channel_community", check=True, dry_run=True, verbosity=0)


def test_the_shipped_pages_step_aside_exactly_when_the_base_page_is_replaced():
    tables = set(connection.introspection.table_names())
    assert ("channel_community_partnerpage" in tables) is not compat.page_is_swapped()
    assert {
        "shop_shopindexpage",
        "shop_shoppartnerpage",
        "shop_shoparticlepage",
        "shop_shopkitpage",
    } <= tables


def test_new_pages_are_of_the_types_that_the_site_names(shop):
    assert page_type(PartnerIndexPageMixin) is shop.ShopIndexPage
    assert page_type(PartnerPageMixin) is shop.ShopPartnerPage


def test_own_pages_are_served_in_the_communitys_frame(client, tree):
    directory, page, article, partner = tree
    for found in (directory, page, article):
        assert 'class="cc"' in html(client, found)
    assert f"/community/brand/{partner.brand_kit_id}-" in html(client, article)
    assert article.partner == partner


def test_own_templates_and_own_context_are_used(client, tree):
    assert "Open: Mondays, ten to four" in html(client, tree[1])
    assert client.get(tree[1].url).context["greeting"] == "Welcome to Fjordgrid"


def test_own_pages_are_found_everywhere(client, tree):
    directory, page, article, partner = tree
    assert names(client.get(directory.url)) == ["Fjordgrid"]
    assert article.url in html(client, page)
    assert article.title in client.get("/community/p/fjordgrid/").content.decode()
    assert article.url in client.get("/community/feeds/partners/fjordgrid.xml").content.decode()
    assert article.url in client.get("/sitemap.xml").content.decode()
    assert f'href="{directory.url}"' in client.get("/community/").content.decode()
    found = Head(html(client, article))
    assert found.things()["Article"]["publisher"]["name"] == "Fjordgrid"
    assert found.canonical() == [f"http://localhost{article.url}"]
    assert client.get(f"/community/card/page/{article.pk}.png").status_code == 200


def test_a_suspended_partners_own_pages_are_gone(client, tree):
    directory, page, article, partner = tree
    partner_suspend(partner=partner)
    assert client.get(page.url).status_code == client.get(article.url).status_code == 404
    assert names(client.get(directory.url)) == []


def test_own_pages_are_edited_in_the_admin(manager, tree):
    page = tree[1]
    for found in tree[:3]:
        assert manager.get(f"/admin/pages/{found.pk}/edit/").status_code == 200
    assert "opening_hours" in manager.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    form = {
        "title": "Fjordgrid in town",
        "slug": "fjordgrid",
        "partner": page.partner_id,
        "opening_hours": "Tuesdays",
        "lead": "",
        "hero_image": "",
        "sections": streamfield([]),
        "action-publish": "action-publish",
    }
    answer = manager.post(f"/admin/pages/{page.pk}/edit/", nested_form_data(form))
    assert answer.status_code == 302
    assert "Open: Tuesdays" in html(manager, page)


def test_an_own_copy_of_a_kit_is_served_and_listed(client, shop, tree):
    kit = ContentKit.objects.create(name="Winter", title="Winter check")
    version = KitVersion.objects.create(kit=kit, number=1, title="Winter check", lead="Before the frost.")
    copy = tree[1].add_child(
        instance=shop.ShopKitPage(title="Winter check", slug="winter", kit=kit, version=version)
    )
    assert "Winter check" in html(client, copy)
    assert copy.url in html(client, tree[1])


def test_a_partner_who_comes_aboard_gets_a_page_of_the_sites_type(shop):
    from channel_community.onboarding.actions import partner_onboard

    call_command("community_setup", verbosity=0)
    partner = partner_onboard(name="Lantern Lane", slug="lantern-lane")
    found = shop.ShopPartnerPage.objects.get(partner=partner)
    assert isinstance(found.get_parent().specific, shop.ShopIndexPage)
