"""A form that names something of another partner is refused in the field that names it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from channel_community.models import PartnerArticlePage
from tests.isolation import pages
from tests.isolation.world import CANARY


@pytest.fixture
def editor(two, sign_in):
    return sign_in(two.alpha.editor)


def named(rows) -> dict:
    """Ways to name something of a partner's in an article."""
    return {
        "field": {"hero_image": rows.image.pk},
        "author": {"author": rows.member.pk},
        "link to a page": pages.section("rich_text", value=pages.rich_text({"id": rows.draft.pk})),
        "link to a document": pages.section(
            "rich_text", value=pages.rich_text({"id": rows.document.pk}, "DOCUMENT")
        ),
        "image block": pages.section(
            "image", **{"image-image": rows.image.pk, "image-alt_text": "x", "caption": ""}
        ),
    }


WAYS = ("field", "author", "link to a page", "link to a document", "image block")


@pytest.mark.parametrize("way", WAYS)
def test_naming_something_of_ones_own_is_fine(two, editor, way):
    editor.post(pages.add_url(two.alpha), pages.article(**named(two.alpha)[way]))
    assert PartnerArticlePage.objects.filter(slug="nine-hours-less").exists()


@pytest.mark.parametrize("way", WAYS)
def test_naming_something_of_another_partner_is_refused(two, editor, way):
    answer = editor.post(pages.add_url(two.alpha), pages.article(**named(two.beta)[way]))
    assert answer.status_code == 200
    assert CANARY not in answer.content.decode()
    assert answer.context["form"].errors
    assert not PartnerArticlePage.objects.filter(slug="nine-hours-less").exists()


def test_what_the_brand_has_put_there_stays(two, editor):
    PartnerArticlePage.objects.filter(pk=two.alpha.draft.pk).update(locked=False, locked_by=None)
    page = PartnerArticlePage.objects.get(pk=two.alpha.draft.pk)
    page.hero_image = get_image_model().objects.get(pk=two.beta.image.pk)
    page.save_revision(user=two.manager)
    form = pages.article(title="Kept", slug=page.slug, hero_image=two.beta.image.pk)
    assert editor.post(pages.edit_url(page), form).status_code == 302


def test_a_front_page_cannot_change_its_partner(two, editor):
    form = pages.article(title="Taken", slug=two.alpha.page.slug, partner=two.beta.partner.pk)
    answer = editor.post(pages.edit_url(two.alpha.page), form)
    assert answer.status_code == 200
    assert "partner" in answer.context["form"].errors or answer.context["form"].non_field_errors()


@pytest.mark.parametrize("name", ["a.svg", "a.html", "a.shtml", "a.rss", "a.atom", "a", "harmless.png"])
@pytest.mark.parametrize("view", ["wagtailimages:add", "wagtaildocs:add", "wagtailimages:add_multiple"])
def test_files_that_carry_script_are_refused(two, editor, settings, view, name):
    settings.WAGTAILIMAGES_EXTENSIONS = ["svg", "png", "jpg", "html"]
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    file = SimpleUploadedFile(name, drawing)
    key = "files[]" if view.endswith("multiple") else "file"
    form = {"title": "Drawing", key: file, "collection": two.alpha.collection.pk}
    answer = editor.post(reverse(view), form, headers={"x-requested-with": "XMLHttpRequest"})
    said = answer.content.decode()
    assert "run as a program" in said if name.endswith("png") else "pptx, odt" in said
    assert not get_image_model().objects.filter(title="Drawing").exists()


SCRIPT = "<svg><script>alert(1)</script></svg>"


@pytest.mark.parametrize(
    "data",
    [b" " * 70_000 + SCRIPT.encode(), SCRIPT.encode("utf-16"), b"\xef\xbb\xbf<HTML>"],
    ids=["after spaces", "in UTF-16", "after a mark"],
)
def test_a_text_with_a_program_anywhere_is_refused(two, editor, data):
    form = {"title": "Notes", "file": SimpleUploadedFile("notes.txt", data)}
    answer = editor.post(reverse("wagtaildocs:add"), {**form, "collection": two.alpha.collection.pk})
    assert (answer.status_code, "run as a program" in answer.content.decode()) == (403, True)


@pytest.mark.parametrize("name", ["prices.CSV", "talk.pptx", "notes.md", "plan.ods", "film.mp4"])
def test_files_of_everyday_kinds_are_taken(two, editor, name):
    form = {"title": name, "file": SimpleUploadedFile(name, b"Nine hours less, 5 < 7"), "tags": ""}
    editor.post(reverse("wagtaildocs:add"), {**form, "collection": two.alpha.collection.pk})
    assert get_document_model().objects.filter(title=name, collection=two.alpha.collection).exists()


@pytest.mark.parametrize(("name", "status"), [("model.step", 302), ("drawing.svg", 403), ("prices.pdf", 403)])
def test_a_site_says_which_files_partners_may_upload(two, editor, settings, name, status):
    settings.CHANNEL_COMMUNITY = {"PARTNER_UPLOAD_ENDINGS": [".step", "SVG"]}
    form = {"title": name, "file": SimpleUploadedFile(name, b"harmless"), "tags": ""}
    answer = editor.post(reverse("wagtaildocs:add"), {**form, "collection": two.alpha.collection.pk})
    assert answer.status_code == status


@pytest.mark.parametrize(
    "name", ["wagtailembeds:chooser", "wagtailembeds:chooser_upload", "wagtailsnippets:index"]
)
def test_embeds_and_snippets_are_closed(two, editor, name):
    assert editor.get(reverse(name)).status_code == 404
    assert editor.post(reverse(name), {"embed-chooser-url": "https://evil.example/"}).status_code == 404
