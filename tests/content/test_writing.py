"""Writing a page in the admin: what the form begins with, what it takes, and how it is previewed."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from channel_community.content.registry import section_blocks
from channel_community.models import PartnerArticlePage
from channel_community.setup_community import set_up
from tests.content.conftest import article_page
from tests.content.editors import world
from tests.factories import BoardFactory, ThreadFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(tree):
    set_up()
    return world(tree, "Ours")


@pytest.fixture
def theirs(tree, ours):
    return world(tree, "Theirs")


@pytest.fixture
def desk(client, ours):
    """The editor's own browser."""
    client.force_login(ours.editor.user)
    return client


def form(*sections, **values):
    return nested_form_data(
        {
            "title": "How we restore",
            "slug": "how-we-restore",
            "lead": "In seven minutes.",
            "published_on": "2026-03-02",
            "sections": streamfield(list(sections)),
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": ""},
            **values,
        }
    )


def new_url(place):
    return f"/admin/pages/add/channel_community/partnerarticlepage/{place.page.pk}/"


def text(html):
    return (
        "rich_text",
        rich_text(html, features=["h3", "bold", "italic", "ol", "ul", "link", "document-link"]),
    )


def test_a_new_article_is_by_its_editor_and_of_today(desk, ours):
    answer = desk.get(new_url(ours))
    shown = answer.context["form"]
    assert shown["author"].value() == ours.editor.pk
    assert shown["published_on"].value() == timezone.localdate()
    assert "up to 400 characters" in answer.content.decode()


def test_an_editor_saves_a_draft_with_their_own_things(desk, ours):
    sections = [
        ("heading", "Seven minutes"),
        text("<p>Restore <b>one</b> folder.</p>"),
        ("image", {"image": {"image": ours.image.pk, "alt_text": "A rack", "decorative": ""}, "caption": ""}),
        ("file", {"document": ours.document.pk, "title": "", "description": ""}),
        ("video", {"url": "https://youtu.be/dQw4w9WgXcQ", "title": "A drill"}),
        ("start_discussion", {"board": ours.board.pk, "prompt": "And you?", "text": ""}),
        ("thread_card", ours.thread.pk),
        ("webinar_card", ours.webinar.pk),
    ]
    answer = desk.post(new_url(ours), form(*sections, author=ours.editor.pk))
    assert answer.status_code == 302, re.findall(r'error-message"[^>]*>([^<]+)', answer.content.decode())
    page = PartnerArticlePage.objects.get(slug="how-we-restore")
    assert not page.live
    draft = page.get_latest_revision_as_object()
    assert [block.block_type for block in draft.sections] == [kind for kind, _value in sections]
    assert draft.author == ours.editor


def forbidden(place):
    """Every way to put another partner's thing on a page."""
    return {
        "thread": [("thread_card", place.thread.pk)],
        "webinar": [("webinar_card", place.webinar.pk)],
        "board": [("start_discussion", {"board": place.board.pk, "prompt": "And you?", "text": ""})],
        "image": [
            ("image", {"image": {"image": place.image.pk, "alt_text": "A", "decorative": ""}, "caption": ""})
        ],
        "document": [("file", {"document": place.document.pk, "title": "", "description": ""})],
        "text": [text(f'<p><a linktype="document" id="{place.document.pk}">it</a></p>')],
    }


@pytest.mark.parametrize("kind", ["thread", "webinar", "board", "image", "document", "text"])
def test_a_thing_of_another_partner_is_refused_and_not_even_named(desk, ours, theirs, kind):
    answer = desk.post(new_url(ours), form(*forbidden(theirs)[kind]))
    assert answer.status_code in {200, 403, 404}
    page = answer.content.decode()
    assert "Theirs" not in page
    assert not PartnerArticlePage.objects.filter(slug="how-we-restore").exists()
    if answer.status_code == 200:
        assert "outside of your own space" in page or "is not in your space" in page


@pytest.mark.parametrize("field", ["author", "hero_image"])
def test_neither_is_a_field_filled_with_one(desk, ours, theirs, field):
    value = {"author": theirs.customer.pk, "hero_image": theirs.image.pk}[field]
    answer = desk.post(new_url(ours), form(**{field: value}))
    assert answer.status_code in {200, 403, 404}
    assert "Theirs" not in answer.content.decode()
    assert not PartnerArticlePage.objects.filter(slug="how-we-restore").exists()


def test_what_the_brand_put_there_stays(desk, ours, theirs):
    page = ours.page.add_child(instance=article_page("Written together", slug="together", live=False))
    page.sections = [("thread_card", theirs.thread)]
    page.save_revision()
    block = page.sections[0].id
    data = form(("thread_card", theirs.thread.pk), slug="together")
    data["sections-0-id"] = block
    answer = desk.post(f"/admin/pages/{page.pk}/edit/", data)
    assert answer.status_code == 302
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().sections[0].value == theirs.thread


def test_an_editor_does_not_hand_the_front_page_to_another_partner(desk, ours, theirs):
    url = f"/admin/pages/{ours.page.pk}/edit/"
    assert "Theirs" not in desk.get(url).content.decode()
    desk.post(url, form(title="Ours", slug="ours", partner=theirs.partner.pk))
    ours.page.refresh_from_db()
    draft = ours.page.get_latest_revision_as_object() if ours.page.latest_revision_id else ours.page
    assert draft.partner == ours.partner


@pytest.mark.parametrize(
    ("values", "is_taken"),
    [
        ({"alt_text": "", "decorative": ""}, False),
        ({"alt_text": "A rack with one open door", "decorative": ""}, True),
        ({"alt_text": "", "decorative": "on"}, True),
    ],
)
def test_an_image_needs_words_before_it_is_published_unless_it_is_decoration(
    admin_client, ours, values, is_taken
):
    block = ("image", {"image": {"image": ours.image.pk, **values}, "caption": ""})
    answer = admin_client.post(new_url(ours), form(block, **{"action-publish": "1"}))
    assert (answer.status_code == 302) is is_taken
    assert is_taken or "add some alt text" in answer.content.decode()


def test_text_keeps_no_script_no_embed_and_marks_links_that_lead_away(client, tree):
    away = '<a href="https://example.org/?a=1&amp;b=2">away</a>'
    here, page = '<a href="http://testserver/x/">here</a>', f'<a linktype="page" id="{tree.page.pk}">page</a>'
    tree.article.sections = [("rich_text", f"<p>{away} {here} {page}</p>")]
    tree.article.save()
    page = client.get(tree.article.url).content.decode()
    assert '<a href="https://example.org/?a=1&amp;b=2" rel="external noopener">away</a>' in page
    assert '<a href="http://testserver/x/">here</a>' in page
    assert f'<a href="{tree.page.url}">page</a>' in page


def preview(desk, url, data):
    posted = desk.post(url, data)
    assert json.loads(posted.content)["is_valid"] is True
    answer = desk.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_unsaved_article_is_previewed_in_the_partners_colours(desk, ours):
    sections = [
        ("heading", "Seven minutes"),
        ("thread_card", ours.thread.pk),
        ("webinar_card", ours.webinar.pk),
    ]
    page = preview(desk, f"{new_url(ours)}preview/", form(*sections))
    assert f"/community/brand/{ours.partner.brand_kit_id}-1.css" in page
    for words in ("How we restore", "Seven minutes", "Ours thread", "Ours webinar"):
        assert words in page
    assert "wagtail-userbar" not in page
    assert "data-cc-thread" not in page
    assert not PartnerArticlePage.objects.filter(slug="how-we-restore").exists()


def test_a_changed_front_page_is_previewed_without_being_saved(desk, ours):
    url = f"/admin/pages/{ours.page.pk}/edit/preview/"
    page = preview(desk, url, form(title="Ours, and yours", slug="ours", partner=ours.partner.pk))
    assert "Ours, and yours" in page
    ours.page.refresh_from_db()
    assert ours.page.title == "Ours"


def test_the_directory_is_previewed_by_the_brand(admin_client, tree, ours):
    url = f"/admin/pages/{tree.directory.pk}/edit/preview/"
    assert "Our partners" in preview(admin_client, url, form(title="Our partners", slug="partners"))


def test_a_preview_writes_nothing_of_the_community(desk, ours):
    url = f"{new_url(ours)}preview/"
    preview(desk, url, form(("thread_card", ours.thread.pk)))
    with CaptureQueriesContext(connection) as queries:
        desk.get(url)
    written = [
        query["sql"]
        for query in queries
        if query["sql"].startswith(("INSERT", "UPDATE", "DELETE")) and "django_session" not in query["sql"]
    ]
    assert written == []


def test_every_block_shows_itself_in_the_picker(admin_client, ours):
    for name, block in section_blocks():
        answer = admin_client.get("/admin/block-preview/", {"id": block.definition_prefix})
        assert answer.status_code == 200, name
        assert "channel_community/css/community.css" in answer.content.decode()
        assert block.meta.description, name
        assert block.meta.group, name


def test_the_examples_of_cards_name_nothing_that_exists(admin_client, ours):
    ThreadFactory(board=BoardFactory(access="staff"), title="Canary")
    shown = {
        name: admin_client.get("/admin/block-preview/", {"id": block.definition_prefix}).content.decode()
        for name, block in section_blocks()
    }
    assert "How many files are enough" in shown["thread_card"]
    assert "A restore drill" in shown["webinar_card"]
    assert "How do you test your restores?" in shown["start_discussion"]
    assert "Restore drill on one page" in shown["file"]
    assert "Ana Horvat" in shown["people"]
    assert "Canary" not in "".join(shown.values())
