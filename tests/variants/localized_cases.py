"""What must hold where pages are translated with wagtail-localize. Collected by test_variants.py only."""

import datetime
import re
from types import SimpleNamespace

import feedparser
import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from channel_community.models import (
    ContentKit,
    KitVersion,
    PartnerArticlePage,
    PartnerIndexPage,
    PartnerKitPage,
    PartnerPage,
)
from tests.factories import PartnerFactory
from tests.found.reading import Head

pytestmark = pytest.mark.django_db
HOST = "http://localhost"
DAY = datetime.date(2026, 3, 2)


@pytest.fixture
def german(db):
    return Locale.objects.create(language_code="de")


@pytest.fixture
def english():
    """A partner with a page, an article and a copy of a kit, in the site's own language."""
    home = Site.objects.get(is_default_site=True).root_page
    directory = home.add_child(instance=PartnerIndexPage(title="Partners", slug="partners"))
    partner = PartnerFactory(name="Fjordgrid", slug="fjordgrid")
    page = directory.add_child(
        instance=PartnerPage(title="Fjordgrid", slug="fjordgrid", partner=partner, lead="Storage.")
    )
    article = page.add_child(
        instance=PartnerArticlePage(
            title="Minutes",
            lead="What we changed.",
            published_on=DAY,
            sections=[("rich_text", "<p>It was a night.</p>")],
        )
    )
    kit = ContentKit.objects.create(name="Winter", title="Winter check")
    version = KitVersion.objects.create(kit=kit, number=1, title="Winter check", lead="Before the frost.")
    copy = page.add_child(
        instance=PartnerKitPage(title="Winter check", slug="winter", kit=kit, version=version)
    )
    return SimpleNamespace(
        home=home,
        directory=directory,
        partner=partner,
        page=page,
        article=article,
        copy=copy,
        version=version,
    )


@pytest.fixture
def both(english, german, django_capture_on_commit_callbacks):
    """The same in German: translated and published where words are given, mirrored where they are not."""
    pages = (english.home, english.directory, english.page, english.article, english.copy)
    words = {"Fjordgrid": "Fjordnetz", "Storage.": "Speicher.", "Minutes": "Minuten", "Partners": "Partner"}
    words |= {"What we changed.": "Was sich änderte.", "It was a night.": "Es war eine Nacht."}
    for page in pages:
        translate_object(page, [german])
        source = TranslationSource.objects.get_for_instance(page)
        for segment in source.stringsegment_set.all():
            if segment.string.data in words:
                StringTranslation.objects.create(
                    translation_of=segment.string,
                    locale=german,
                    context=segment.context,
                    data=words[segment.string.data],
                )
        with django_capture_on_commit_callbacks(execute=True):
            Translation.objects.get(source=source, target_locale=german).save_target(publish=True)
    in_german = {
        name: getattr(english, name).get_translation(german)
        for name in ("home", "directory", "page", "article", "copy")
    }
    return SimpleNamespace(en=english, de=SimpleNamespace(**in_german))


def page_of(client, page):
    answer = client.get(page.url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_checks_find_no_error():
    call_command("check", fail_level="ERROR")


def test_no_migration_is_missing():
    call_command("makemigrations", "channel_community", check=True, dry_run=True, verbosity=0)


def test_a_translated_page_keeps_its_partner_and_speaks_its_language(client, both):
    assert both.de.page.partner == both.en.partner
    assert both.de.article.partner == both.en.partner
    assert both.de.article.url == "/de/partners/fjordgrid/minutes/"
    page = page_of(client, both.de.article)
    for words in ("Minuten", "Was sich änderte.", "Es war eine Nacht."):
        assert words in page
    assert '<html lang="de"' in page


def test_a_change_of_the_original_is_carried_over_by_a_sync(client, both, django_capture_on_commit_callbacks):
    both.en.article.published_on = datetime.date(2026, 4, 1)
    both.en.article.title = "Half an hour"
    both.en.article.save_revision().publish()
    source = TranslationSource.objects.get_for_instance(both.en.article)
    source.update_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        Translation.objects.get(source=source).save_target(publish=True)
    found = PartnerArticlePage.objects.get(pk=both.de.article.pk)
    assert found.published_on == datetime.date(2026, 4, 1)
    assert found.partner == both.en.partner
    assert "Was sich änderte." in page_of(client, found)


def test_the_directory_of_a_language_lists_the_pages_of_that_language(client, both):
    german, english = page_of(client, both.de.directory), page_of(client, both.en.directory)
    assert 'href="/de/partners/fjordgrid/"' in german
    assert 'href="/en/partners/fjordgrid/"' in english
    assert "/en/partners/fjordgrid/" not in german.split("<main")[1].split("</main>")[0]
    assert "Speicher." in german


def test_each_language_names_itself_and_the_others(client, both):
    expected = {
        ("de", f"{HOST}/de/partners/fjordgrid/minutes/"),
        ("en", f"{HOST}/en/partners/fjordgrid/minutes/"),
        ("x-default", f"{HOST}/en/partners/fjordgrid/minutes/"),
    }
    for page, locale, other in ((both.en.article, "en", "de"), (both.de.article, "de", "en")):
        found = Head(page_of(client, page))
        assert found.canonical() == [f"{HOST}{page.url}"]
        assert {(link["hreflang"], link["href"]) for link in found.links if "hreflang" in link} == expected
        assert found.meta["og:locale"] == [locale]
        assert found.meta["og:locale:alternate"] == [other]
        assert found.things()["Article"]["inLanguage"] == locale


def test_a_page_that_is_only_mirrored_points_to_the_original(client, english, german):
    english.home.copy_for_translation(german, alias=True)
    mirror = english.directory.copy_for_translation(german, alias=True)
    found = Head(page_of(client, mirror))
    assert found.canonical() == [f"{HOST}{english.directory.url}"]
    assert not [link for link in found.links if "hreflang" in link]


def test_the_feed_comes_in_each_language(client, both):
    def entries(query=""):
        feed = feedparser.parse(client.get(f"/community/feeds/partners/fjordgrid.xml{query}").content)
        return feed.feed.language, {entry.title for entry in feed.entries}

    assert entries() == ("en", {"Minutes", "Winter check"})
    assert entries("?language=de") == ("de", {"Minuten", "Winter check"})
    assert entries("?language=xx")[0] == "en"
    named = [link["href"] for link in Head(page_of(client, both.de.article)).links if "rss" in str(link)]
    assert named == [f"{HOST}/community/feeds/partners/fjordgrid.xml?language=de"]


def test_the_partners_home_shows_the_articles_of_the_readers_language(client, both):
    path = "/community/p/fjordgrid/"
    assert "Minutes" in client.get(path).content.decode()
    assert "Minuten" in client.get(path, headers={"accept-language": "de"}).content.decode()


def test_a_translated_copy_of_a_kit_keeps_kit_and_version(client, both):
    assert (both.de.copy.kit, both.de.copy.version) == (both.en.copy.kit, both.en.version)
    assert both.de.copy.partner == both.en.partner
    assert "Winter check" in page_of(client, both.de.copy)


def test_the_sitemap_has_every_language(client, both):
    found = set(re.findall("<loc>(.*?)</loc>", client.get("/sitemap.xml").content.decode()))
    assert f"{HOST}/en/partners/fjordgrid/minutes/" in found


def test_the_admin_translates_and_edits_our_pages(client, english, german):
    client.force_login(get_user_model().objects.create_superuser("root", "root@example.org", "x"))
    for page in (english.directory, english.page, english.article, english.copy):
        answer = client.get(f"/admin/localize/submit/page/{page.pk}/", follow=True)
        assert answer.status_code == 200
    translate_object(english.home, [german])
    for page in (english.directory, english.page, english.article):
        sent = client.post(
            f"/admin/localize/submit/page/{page.pk}/", {"locales": [german.pk], "include_subtree": ""}
        )
        assert sent.status_code == 302
        made = Page.objects.get(translation_key=page.translation_key, locale=german)
        edit = client.get(f"/admin/pages/{made.pk}/edit/")
        assert edit.status_code == 200
        assert page.title in edit.content.decode()
