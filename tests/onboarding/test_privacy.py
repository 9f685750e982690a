"""What managers choose in the privacy dialogues while a partner is suspended."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from channel_community.members.enums import MANAGERS_GROUP
from channel_community.models import PartnerPage
from channel_community.partners.actions import partner_leave, partner_reactivate, partner_suspend

pytestmark = pytest.mark.django_db


@pytest.fixture
def front(fjord):
    return PartnerPage.objects.get(partner=fjord)


@pytest.fixture
def boss(manager):
    """The browser of a channel manager."""
    browser = Client()
    browser.force_login(manager.user)
    return browser


@pytest.fixture
def keep(db):
    return Group.objects.create(name="Keep")


def choose(boss, kind, pk, restriction_type, *groups):
    """Save the dialogue of a page or a collection."""
    names = {"page": "wagtailadmin_pages:set_privacy", "collection": "wagtailadmin_collections:set_privacy"}
    chosen = {"restriction_type": restriction_type, "groups": [group.pk for group in groups], "password": "s"}
    answer = boss.post(reverse(names[kind], args=[pk]), chosen)
    assert answer.json()["step"] == "set_privacy_done"


def page_choices(front):
    return [
        (row.restriction_type, [group.name for group in row.groups.all()])
        for row in PageViewRestriction.objects.filter(page=front)
    ]


def collection_choices(partner):
    return [
        (row.restriction_type, [group.name for group in row.groups.all()])
        for row in CollectionViewRestriction.objects.filter(collection=partner.collection_id)
    ]


@pytest.mark.parametrize("kind", ["login", "password", "groups"])
def test_privacy_chosen_while_suspended_holds_after_it(boss, client, fjord, front, keep, kind):
    partner_suspend(partner=fjord)
    choose(boss, "page", front.pk, kind, *([keep] if kind == "groups" else []))
    assert client.get(front.url).status_code == 404
    partner_reactivate(partner=fjord)
    assert page_choices(front) == [(kind, ["Keep"] if kind == "groups" else [])]
    assert not Page.objects.public().filter(pk=front.pk).exists()
    assert front.title.encode() not in client.get(front.url).content


def test_a_page_made_public_while_suspended_waits_for_the_reactivation(boss, client, fjord, front):
    partner_suspend(partner=fjord)
    choose(boss, "page", front.pk, "none")
    assert not Page.objects.public().filter(pk=front.pk).exists()
    assert client.get(front.url).status_code == 404
    partner_reactivate(partner=fjord)
    assert Page.objects.public().filter(pk=front.pk).exists()
    assert client.get(front.url).status_code == 200


def test_a_second_choice_while_suspended_takes_the_place_of_the_first(boss, fjord, front, keep):
    other = Group.objects.create(name="Other")
    partner_suspend(partner=fjord)
    for group in (keep, other):
        choose(boss, "page", front.pk, "groups", group)
    partner_reactivate(partner=fjord)
    assert page_choices(front) == [("groups", ["Other"])]


def test_a_choice_while_suspended_takes_the_place_of_one_from_before(boss, fjord, front, keep):
    PageViewRestriction.objects.create(page=front, restriction_type="login")
    partner_suspend(partner=fjord)
    choose(boss, "page", front.pk, "groups", keep)
    partner_reactivate(partner=fjord)
    assert page_choices(front) == [("groups", ["Keep"])]


def test_a_choice_from_before_counts_no_more_when_the_other_row_was_changed(fjord, front, keep):
    PageViewRestriction.objects.create(page=front, restriction_type="login")
    partner_suspend(partner=fjord)
    PageViewRestriction.objects.get(page=front, restriction_type="groups").groups.set([keep])
    partner_reactivate(partner=fjord)
    assert page_choices(front) == [("groups", ["Keep"])]


def test_files_made_public_while_suspended_stay_closed_until_it_ends(admin_client, client, fjord):
    document = Document(title="Plan", collection=fjord.collection)
    document.file.save("plan.txt", ContentFile(b"Keep warm."))
    partner_suspend(partner=fjord)
    choose(admin_client, "collection", fjord.collection_id, "none")
    assert Collection.objects.get(pk=fjord.collection_id).get_view_restrictions().exists()
    assert client.get(document.url).status_code == 404
    partner_reactivate(partner=fjord)
    assert collection_choices(fjord) == []


def test_privacy_of_files_chosen_while_suspended_holds_after_it(admin_client, fjord, keep):
    partner_suspend(partner=fjord)
    choose(admin_client, "collection", fjord.collection_id, "groups", keep)
    partner_reactivate(partner=fjord)
    assert collection_choices(fjord) == [("groups", ["Keep"])]


def test_a_choice_saved_unchanged_is_no_choice(boss, fjord, front):
    partner_suspend(partner=fjord)
    choose(boss, "page", front.pk, "groups", Group.objects.get(name=MANAGERS_GROUP))
    partner_reactivate(partner=fjord)
    assert page_choices(front) == []


def test_a_choice_made_while_suspended_holds_after_the_partner_left(boss, fjord, front):
    partner_suspend(partner=fjord)
    choose(boss, "page", front.pk, "login")
    partner_leave(partner=fjord)
    assert page_choices(front) == [("login", [])]


def test_a_suspended_front_page_can_be_deleted(boss, fjord, front):
    partner_suspend(partner=fjord)
    boss.post(reverse("wagtailadmin_pages:delete", args=[front.pk]))
    assert not PartnerPage.objects.filter(pk=front.pk).exists()
    assert not PageViewRestriction.objects.exists()
