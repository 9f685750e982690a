"""Documents: on pages, at their own address, and behind closed doors."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

from channel_community.partners.actions import partner_suspend
from channel_community.reputation.levels import ensure_default_levels
from tests.content.show import show
from tests.factories import MemberFactory, UserFactory

pytestmark = pytest.mark.django_db
CANARY = b"%PDF canary"


@pytest.fixture
def customers(tree):
    """The group of the partner's customers."""
    tree.partner.customers_group = Group.objects.create(name="Fjordgrid: secret name of customers")
    tree.partner.website = "https://fjordgrid.example/"
    tree.partner.save()
    return tree.partner.customers_group


def document(title="Restore drill", *, kind="", groups=()):
    collection = Collection.get_first_root_node().add_child(name=f"Around {title}")
    if kind:
        restriction = CollectionViewRestriction.objects.create(collection=collection, restriction_type=kind)
        restriction.groups.set(groups)
    file = ContentFile(CANARY, name="restore-drill.pdf")
    return Document.objects.create(title=title, file=file, collection=collection, file_size=48_000)


def as_block(found, **values):
    return ("file", {"document": found, "title": "", "description": "", **values})


def sign_in(client, *groups):
    member = MemberFactory()
    member.user.groups.set(groups)
    client.force_login(member.user)
    return member


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_file_is_shown_with_what_it_is(client, tree):
    found = document()
    page = show(client, tree.article, as_block(found, description="One page for the wall."))
    assert f'href="{found.url}"' in page
    for words in ("Restore drill", "One page for the wall.", "PDF", "46.9\xa0KB"):
        assert words in page
    assert body(client.get(found.url)) == CANARY


def test_a_file_that_was_deleted_leaves_nothing(client, tree):
    found = document()
    show(client, tree.article, as_block(found))
    found.delete()
    assert "cc-block-file" not in client.get(tree.article.url).content.decode()


def test_a_file_for_customers_says_so_to_everybody_else(client, tree, customers):
    found = document(kind="groups", groups=[customers])
    page = show(client, tree.article, as_block(found))
    assert "For customers of Fjordgrid" in page
    assert found.url not in page
    assert f"/accounts/login/?next={tree.article.url}" in page
    sign_in(client, customers)
    assert found.url in client.get(tree.article.url).content.decode()


def test_a_file_behind_another_group_does_not_name_it(client, tree):
    group = Group.objects.create(name="Price readers")
    page = show(client, tree.article, as_block(document(kind="groups", groups=[group])))
    assert "For one group of people" in page
    assert "Price readers" not in page


def test_files_cost_the_same_however_many(client, tree, customers):
    def cost(count):
        files = [document(f"File {count} {n}", kind="groups", groups=[customers]) for n in range(count)]
        show(client, tree.article, *map(as_block, files))
        with CaptureQueriesContext(connection) as queries:
            client.get(tree.article.url)
        return len(queries)

    assert cost(1) == cost(8)


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_a_closed_document_says_what_opens_it_instead_of_asking_to_sign_in_again(
    client, customers, is_signed_in
):
    found = document(kind="groups", groups=[customers])
    if is_signed_in:
        sign_in(client)
    answer = client.get(found.url)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "no-store" in answer["Cache-Control"]
    assert "It is for customers of Fjordgrid." in page
    assert "ask them for an invitation" in page
    assert 'href="/community/p/fjordgrid/"' in page
    assert 'href="https://fjordgrid.example/"' in page
    assert ("/accounts/login/?next=" in page) is not is_signed_in
    assert "secret name" not in page
    assert CANARY.decode() not in page


def test_a_customer_gets_the_document(client, customers):
    found = document(kind="groups", groups=[customers])
    sign_in(client, customers)
    assert body(client.get(found.url)) == CANARY


def test_a_level_opens_documents_too(client, customers):
    level = next(level for level in ensure_default_levels() if level.slug == "advocate")
    found = document(kind="groups", groups=[customers, level.group])
    page = client.get(found.url).content.decode()
    assert "It also opens with the level “Advocate”, at 100 points." in page
    sign_in(client, level.group)
    assert body(client.get(found.url)) == CANARY


def test_a_document_for_some_other_group_stays_unnamed(client):
    group = Group.objects.create(name="Price readers")
    found = document("Price list", kind="groups", groups=[group])
    assert client.get(found.url)["Location"].startswith("/accounts/login/")
    sign_in(client)
    answer = client.get(found.url)
    assert answer.status_code == 403
    assert "Price" not in answer.content.decode()


def test_a_document_for_the_signed_in_sends_to_sign_in(client):
    found = document(kind="login")
    assert client.get(found.url)["Location"].startswith("/accounts/login/")
    sign_in(client)
    assert body(client.get(found.url)) == CANARY


def test_a_suspended_member_gets_public_documents_only(client, customers):
    closed, open_to_all = document(kind="groups", groups=[customers]), document("Public")
    member = sign_in(client, customers)
    member.suspended_until = timezone.now() + timezone.timedelta(days=1)
    member.save()
    assert client.get(closed.url).status_code == 404
    assert body(client.get(open_to_all.url)) == CANARY


def test_a_suspended_partner_is_not_named_on_a_door(client, tree, customers):
    found = document(kind="groups", groups=[customers])
    partner_suspend(partner=tree.partner)
    sign_in(client)
    assert "Fjordgrid" not in client.get(found.url).content.decode()


def test_the_brands_own_get_every_document(client, customers):
    found = document(kind="groups", groups=[customers])
    client.force_login(UserFactory(is_superuser=True))
    assert body(client.get(found.url)) == CANARY
