"""What partner staff came for works: pages, files, approval and reports, in the admin."""

import pytest
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from channel_community.models import PartnerArticlePage
from tests.isolation import pages
from tests.isolation.world import CANARY, picture_file


@pytest.fixture
def editor(two, sign_in):
    return sign_in(two.alpha.editor)


def titles(response):
    return response.content.decode()


def test_the_explorer_begins_at_the_partners_own_page(two, editor):
    answer = editor.get(reverse("wagtailadmin_explore_root"), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("wagtailadmin_explore", args=[two.alpha.page.pk])
    assert "alpha article" in titles(answer)


def test_an_article_is_written_and_edited(two, editor):
    form = pages.article(**pages.section("rich_text", value=pages.rich_text({"id": two.alpha.article.pk})))
    editor.post(pages.add_url(two.alpha), form)
    page = PartnerArticlePage.objects.get(slug="nine-hours-less")
    assert (page.partner, page.live) == (two.alpha.partner, False)
    answer = editor.post(pages.edit_url(page), {**form, "title": "Ten hours less"})
    assert answer.status_code == 302
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().title == "Ten hours less"


def test_an_article_is_submitted_for_approval(two, editor):
    form = pages.article(**{"action-submit": "Submit"})
    editor.post(pages.add_url(two.alpha), form)
    page = PartnerArticlePage.objects.get(slug="nine-hours-less")
    assert page.current_workflow_state is not None
    assert page.live is False


@pytest.mark.parametrize(
    "name",
    [
        "history",
        "workflow_history",
        "usage",
        "edit",
        "view_draft",
        "copy",
        "move",
        "delete",
        "revisions_index",
    ],
)
def test_views_of_an_own_page_open(two, editor, name):
    answer = editor.get(reverse(f"wagtailadmin_pages:{name}", args=[two.alpha.article.pk]), follow=True)
    assert answer.status_code == 200


def test_own_revisions_are_compared(two, editor):
    address = reverse("wagtailadmin_pages:revisions_compare", args=[two.alpha.article.pk, "live", "latest"])
    assert editor.get(address).status_code == 200


def test_a_page_is_previewed(two, editor):
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[two.alpha.article.pk])
    form = pages.article(title="Nine hours", slug="alpha-article")
    assert editor.post(address, form).json()["is_valid"] is True
    assert "Nine hours" in titles(editor.get(address))


def test_an_image_is_uploaded_to_the_own_collection_and_chosen(two, editor):
    form = {"title": "Our rack", "file": picture_file("rack.png"), "tags": "racks"}
    editor.post(reverse("wagtailimages:add"), {**form, "collection": two.alpha.collection.pk})
    image = get_image_model().objects.get(title="Our rack")
    assert image.collection == two.alpha.collection
    assert "Our rack" in titles(editor.get(reverse("wagtailimages_chooser:choose")))
    chosen = editor.get(reverse("wagtailimages_chooser:chosen", args=[image.pk])).json()
    assert chosen["result"]["title"] == "Our rack"
    editor.post(pages.add_url(two.alpha), pages.article(hero_image=image.pk))
    page = PartnerArticlePage.objects.get(slug="nine-hours-less")
    assert page.hero_image == image


def test_a_document_is_uploaded_and_chosen(two, editor):
    form = {"title": "Price list", "file": picture_file("list.png"), "collection": two.alpha.collection.pk}
    editor.post(reverse("wagtaildocs:add"), form)
    document = get_document_model().objects.get(title="Price list")
    assert document.collection == two.alpha.collection
    assert "Price list" in titles(editor.get(reverse("wagtaildocs_chooser:choose")))


def test_tags_of_own_files_are_offered(two, editor):
    address = reverse("wagtailadmin_tag_autocomplete")
    assert editor.get(address, {"term": "alpha"}).json() == ["alpha-tag"]
    assert editor.get(address, {"term": CANARY[:4]}).json() == []


def test_search_finds_own_pages(two, editor):
    assert "alpha article" in titles(editor.get(reverse("wagtailadmin_pages:search"), {"q": "alpha"}))


@pytest.mark.parametrize("name", ["site_history", "workflow", "workflow_tasks", "locked_pages"])
def test_reports_tell_of_own_pages(two, editor, name):
    answer = editor.get(reverse(f"wagtailadmin_reports:{name}"))
    assert answer.status_code in {200, 302}
    if answer.status_code == 200:
        assert "alpha" in titles(answer)


def test_the_page_chooser_begins_at_the_own_page(two, editor):
    answer = editor.get(reverse("wagtailadmin_choose_page"), {"page_type": "wagtailcore.page"}, follow=True)
    assert "alpha article" in answer.json()["html"]


def test_the_menu_leads_nowhere_closed(two, editor):
    from channel_community.isolation.hooks import is_open_address

    items = editor.get(reverse("wagtailadmin_home")).content.decode()
    addresses = {part.partition('"')[0] for part in items.split('"url": "')[1:]}
    inside = {address for address in addresses if address.startswith("/admin/")}
    assert inside
    assert [address for address in inside if not is_open_address(address)] == []


def test_a_view_named_in_the_settings_is_open(two, editor, settings):
    address = reverse("wagtailadmin_reports:page_types_usage")
    assert editor.get(address).status_code == 404
    settings.CHANNEL_COMMUNITY = {"PARTNER_ADMIN_VIEWS": ["wagtailadmin_reports:page_types_usage"]}
    assert editor.get(address).status_code == 200


def test_staff_of_a_suspended_partner_are_told_whom_to_ask(two, editor):
    from tests.isolation.world import suspend

    suspend(two.alpha)
    for address in (reverse("wagtailadmin_home"), pages.edit_url(two.alpha.article)):
        answer = editor.get(address)
        assert answer.status_code == 403
        assert "channel manager" in titles(answer)
    assert editor.get(reverse("wagtailadmin_logout")).status_code in {302, 405}


def test_a_suspended_member_of_staff_is_kept_out(two, editor):
    from django.utils import timezone

    two.alpha.member.suspended_until = timezone.now() + timezone.timedelta(days=1)
    two.alpha.member.save()
    assert editor.get(reverse("wagtailadmin_home")).status_code == 403


def test_somebody_put_into_the_group_by_hand_is_confined(two, sign_in):
    from tests.factories import UserFactory

    user = UserFactory()
    user.groups.add(two.alpha.partner.editors_group)
    client = sign_in(user)
    assert client.get(pages.edit_url(two.alpha.article)).status_code == 200
    assert client.get(pages.edit_url(two.beta.article)).status_code == 404


def test_the_brand_is_not_confined(two, sign_in):
    client = sign_in(two.manager)
    assert client.get(pages.edit_url(two.beta.article)).status_code == 200
    assert client.get(reverse("wagtailadmin_reports:page_types_usage")).status_code == 200
