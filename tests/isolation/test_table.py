"""The partner rows of the permission table, tried by every column through the doors that there are."""

from itertools import count

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from channel_community import models
from channel_community.partners.actions import partner_update
from tests.isolation import pages
from tests.isolation.people import expected, people
from tests.isolation.world import picture_file

_numbers = count(1)
OTHERS = pytest.mark.parametrize("of_others", [False, True], ids=["own", "another's"])


@pytest.fixture
def columns(two, sign_in):
    """A client for each column."""
    return {name: sign_in(user) if user else _visitor() for name, user in people(two).items()}


def _visitor():
    from django.test import Client

    return Client()


def rows_of(two, of_others):
    return two.beta if of_others else two.alpha


def outcome(columns, tried) -> dict[str, str]:
    """What each column gets: the words of `tried`, where True is yes."""
    found = {name: tried(client) for name, client in columns.items()}
    return {
        name: value if isinstance(value, str) else ("yes" if value else "no") for name, value in found.items()
    }


def opens(*addresses):
    """Whether every one of the addresses shows its page."""
    return lambda client: all(client.get(address).status_code == 200 for address in addresses)


@OTHERS
def test_view_a_published_page(two, columns, of_others):
    models.PartnerArticlePage.objects.get(pk=rows_of(two, of_others).article.pk).save_revision().publish()
    address = rows_of(two, of_others).article.get_url()
    assert outcome(columns, opens(address)) == expected("View published partner page", of_others=of_others)


@OTHERS
def test_view_drafts_and_history(two, columns, of_others):
    page = rows_of(two, of_others).draft.pk
    views = [
        reverse(f"wagtailadmin_pages:{name}", args=[page]) for name in ("view_draft", "history", "edit")
    ] + [reverse("wagtailadmin_api:pages:detail", args=[page])]
    want = expected("View draft, history, preview", of_others=of_others)
    for view in views:
        assert outcome(columns, opens(view)) == want, view


@OTHERS
def test_create_and_edit_a_page(two, columns, of_others):
    rows = rows_of(two, of_others)

    def creates(client):
        slug = f"made-{next(_numbers)}"
        client.post(pages.add_url(rows), pages.article(slug=slug))
        return models.PartnerArticlePage.objects.filter(slug=slug, live=False).exists()

    def edits(client):
        title = f"Edited {next(_numbers)}"
        page = models.PartnerArticlePage.objects.get(pk=rows.page.get_children().last().pk)
        client.post(pages.edit_url(page), pages.article(title=title, slug=page.slug))
        page.refresh_from_db()
        return page.get_latest_revision_as_object().title == title

    want = expected("Create or edit partner page", of_others=of_others)
    assert outcome(columns, creates) == want
    rows.page.add_child(
        instance=models.PartnerArticlePage(title="To edit", slug="to-edit", live=False, discuss=False)
    )
    assert outcome(columns, edits) == want


@pytest.mark.parametrize("publishes", [False, True], ids=["approved", "by setting"])
@OTHERS
def test_publish_a_page(two, sign_in, of_others, publishes):
    partner_update(partner=two.alpha.partner, admins_publish=publishes)
    rows = rows_of(two, of_others)
    columns = {name: sign_in(user) if user else _visitor() for name, user in people(two).items()}

    def publishes_page(client):
        slug = f"out-{next(_numbers)}"
        asked = pages.article(**{"slug": slug, "action-publish": "Publish", "action-submit": "Submit"})
        client.post(pages.add_url(rows), asked)
        page = models.PartnerArticlePage.objects.filter(slug=slug).first()
        if page is None:
            return "no"
        return "yes" if page.live else ("queue" if page.current_workflow_state else "draft")

    found = outcome(columns, publishes_page)
    assert found == expected("Publish partner page", of_others=of_others, publishes=publishes)


@OTHERS
def test_copy_and_alias_a_page(two, columns, of_others):
    rows = rows_of(two, of_others)

    def copies(client):
        slug = f"copy-{next(_numbers)}"
        form = {"new_title": "Copy", "new_slug": slug, "new_parent_page": rows.page.pk}
        client.post(reverse("wagtailadmin_pages:copy", args=[rows.draft.pk]), form)
        return models.PartnerArticlePage.objects.filter(slug=slug).exists()

    assert outcome(columns, copies) == expected("Move, copy, translate", of_others=of_others)


@pytest.mark.parametrize("form_key", ["new_parent_page", "destination"])
def test_copies_and_moves_stay_inside(two, columns, form_key):
    """Whose page it is makes no difference: nothing of alpha's goes to beta by alpha's people."""
    before = models.PartnerArticlePage.objects.descendant_of(two.beta.page).count()
    for name in ("partner_editor", "partner_admin"):
        if form_key == "destination":
            args = [two.alpha.draft.pk, two.beta.page.pk]
            answer = columns[name].post(reverse("wagtailadmin_pages:move_confirm", args=args))
        else:
            form = {"new_title": "Copy", "new_slug": "taken", form_key: two.beta.page.pk}
            answer = columns[name].post(reverse("wagtailadmin_pages:copy", args=[two.alpha.draft.pk]), form)
        assert answer.status_code == 404
    assert models.PartnerArticlePage.objects.descendant_of(two.beta.page).count() == before


@OTHERS
@pytest.mark.parametrize("view", ["wagtailimages:add", "wagtaildocs:add"])
def test_upload_to_a_collection(two, columns, of_others, view):
    model = get_image_model() if "image" in view else get_document_model()
    collection = rows_of(two, of_others).collection

    def uploads(client):
        title = f"Upload {next(_numbers)}"
        form = {"title": title, "file": picture_file(f"{title}.png"), "collection": collection.pk}
        client.post(reverse(view), form)
        return model.objects.filter(title=title, collection=collection).exists()

    assert outcome(columns, uploads) == expected("Upload to partner collection", of_others=of_others)


@OTHERS
def test_choose_from_a_collection(two, columns, of_others):
    rows = rows_of(two, of_others)
    want = expected("Upload to partner collection, choose", of_others=of_others)
    for name, row in (("wagtailimages_chooser", rows.image), ("wagtaildocs_chooser", rows.document)):
        assert outcome(columns, opens(reverse(f"{name}:chosen", args=[row.pk]))) == want


def test_drawings_with_script_on_a_partners_page(two, columns, settings):
    settings.WAGTAILIMAGES_EXTENSIONS = ["svg", "png"]
    drawing = SimpleUploadedFile(
        "drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
    )
    image = get_image_model().objects.create(
        title="Drawing", file=drawing, width=9, height=9, collection=two.alpha.collection
    )

    def puts(client):
        slug = f"drawn-{next(_numbers)}"
        client.post(pages.add_url(two.alpha), pages.article(slug=slug, hero_image=image.pk))
        return models.PartnerArticlePage.objects.filter(slug=slug).exists()

    assert outcome(columns, puts) == expected("Raw HTML, embeds, SVG", of_others=False)


def test_create_and_suspend_a_partner(two, columns):
    want = expected("Create, suspend, delete a partner", of_others=False)
    assert outcome(columns, opens(reverse("community_partners:add"))) == want
    state = reverse("community_partners:state", args=[two.beta.partner.pk, "suspend"])
    assert outcome(columns, opens(state)) == want


@pytest.mark.parametrize(
    ("role", "row"), [("editor", "Invite or remove"), ("admin", "Appoint partner admins")]
)
@OTHERS
def test_invite_staff(two, columns, of_others, role, row):
    partner = rows_of(two, of_others).partner

    def invites(client):
        email = f"guest{next(_numbers)}@example.org"
        address = reverse("channel_community:partner_staff", args=[partner.slug])
        client.post(address, {"emails": email, "role": role})
        return models.Invitation.objects.filter(partner=partner, email=email, role=role).exists()

    assert outcome(columns, invites) == expected(row, of_others=of_others)
