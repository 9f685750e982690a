"""What one onboarding makes."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupCollectionPermission,
    GroupPagePermission,
    WorkflowPage,
)

from channel_community import models
from channel_community.exceptions import Invalid
from channel_community.members.actions import membership_add, membership_remove
from channel_community.onboarding.actions import ensure_space, partner_onboard
from channel_community.partners.actions import kit_save, partner_update
from tests.factories import MemberFactory, MembershipFactory, PartnerFactory

pytestmark = pytest.mark.django_db


def page_rights(group):
    rows = GroupPagePermission.objects.filter(group=group)
    return sorted(rows.values_list("permission__codename", flat=True))


def test_the_front_page_is_live_and_says_the_tagline(client, fjord):
    page = models.PartnerPage.objects.get(partner=fjord)
    answer = client.get(page.get_url())
    assert answer.status_code == 200
    assert "Sleep well" in answer.content.decode()


def test_the_directory_is_made_on_a_site_that_has_none(fjord):
    page = models.PartnerPage.objects.get(partner=fjord)
    assert page.get_parent().specific_class is models.PartnerIndexPage


def test_a_brand_kit_is_made_of_the_accent(manager):
    partner = partner_onboard(name="North", slug="north", accent="#0B6E4F")
    assert (partner.brand_kit.accent, partner.brand_kit.name) == ("#0b6e4f", "North")


def test_a_brand_kit_that_was_chosen_is_worn(manager):
    kit = kit_save(name="Theirs", accent="#0b6e4f")
    assert partner_onboard(name="North", slug="north", kit=kit).brand_kit == kit


def test_editors_write_on_the_page_and_do_not_publish(fjord):
    assert page_rights(fjord.editors_group) == ["add_page", "change_page"]
    assert page_rights(fjord.admins_group) == ["add_page", "change_page"]


def test_administrators_publish_where_they_are_let(manager):
    partner = partner_onboard(name="North", slug="north", admins_publish=True)
    assert page_rights(partner.admins_group) == ["add_page", "change_page", "publish_page"]
    assert page_rights(partner.editors_group) == ["add_page", "change_page"]


def test_both_enter_the_admin_and_keep_their_files(fjord):
    for group in (fjord.editors_group, fjord.admins_group):
        assert group.permissions.filter(codename="access_admin").exists()
        rows = GroupCollectionPermission.objects.filter(group=group, collection=fjord.collection)
        assert sorted(rows.values_list("permission__codename", flat=True)) == [
            "add_document",
            "add_image",
            "change_document",
            "change_image",
            "choose_document",
            "choose_image",
        ]


def test_the_customers_corner_is_closed_to_all_but_them_and_the_staff(fjord):
    corner = fjord.collection.get_children().get()
    restriction = CollectionViewRestriction.objects.get(collection=corner)
    named = set(restriction.groups.values_list("pk", flat=True))
    assert {fjord.customers_group_id, fjord.editors_group_id, fjord.admins_group_id} < named


def test_the_page_goes_through_the_brands_approval(fjord):
    page = models.PartnerPage.objects.get(partner=fjord)
    assert page.get_workflow().name == "Brand approval"
    assert WorkflowPage.objects.get(page_id=page.pk).workflow.tasks.get().specific.groups.count() == 1


def test_boards_are_made_with_the_titles_that_were_given(manager):
    partner = partner_onboard(
        name="N", slug="n", public_boards=["Winter", "Summer"], customers_board="Only us"
    )
    boards = models.Board.objects.filter(partner=partner).order_by("position")
    assert list(boards.values_list("title", "access")) == [
        ("Winter", "public"),
        ("Summer", "public"),
        ("Only us", "customers"),
    ]


def test_everybody_is_invited_once(manager, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        partner = partner_onboard(
            name="N",
            slug="n",
            editors="ana@example.com, BEN@example.com\nana@example.com",
            admins=["ben@example.com"],
        )
    rows = models.Invitation.objects.filter(partner=partner).order_by("email")
    assert list(rows.values_list("email", "role")) == [
        ("ana@example.com", "editor"),
        ("ben@example.com", "admin"),
    ]
    assert sorted(message.to[0] for message in mail.outbox) == ["ana@example.com", "ben@example.com"]


def test_every_wrong_address_is_named(manager):
    with pytest.raises(Invalid) as refused:
        partner_onboard(name="N", slug="n", editors="ana@example.com ana@ben, x", admins="c@")
    assert [line.partition("”")[0] for line in refused.value.errors["editors"]] == ["“ana@ben", "“x"]
    assert not models.Partner.objects.exists()


def test_people_enter_the_groups_with_their_places(fjord):
    member = MemberFactory()
    for role, group in (
        ("editor", fjord.editors_group),
        ("admin", fjord.admins_group),
        ("customer", fjord.customers_group),
    ):
        membership_add(member=member, partner=fjord, role=role)
        assert group in member.user.groups.all()
        membership_remove(member=member, partner=fjord, role=role)
        assert group not in member.user.groups.all()


def test_staff_read_what_is_kept_for_customers(fjord):
    member = MemberFactory()
    membership_add(member=member, partner=fjord, role="editor")
    membership_add(member=member, partner=fjord, role="customer")
    membership_remove(member=member, partner=fjord, role="customer")
    assert fjord.customers_group in member.user.groups.all()
    membership_remove(member=member, partner=fjord, role="editor")
    assert fjord.customers_group not in member.user.groups.all()


def test_groups_are_called_after_the_slug_and_never_anothers(manager):
    Group.objects.create(name="Partner north: editors")
    partner = partner_onboard(name="North", slug="north")
    assert partner.editors_group.name == "Partner north: editors (2)"
    assert partner.customers_group.name == "Partner north: customers"


def test_a_new_slug_renames_the_groups(fjord):
    partner_update(partner=fjord, slug="fjord-grid")
    fjord.refresh_from_db()
    assert fjord.editors_group.name == "Partner fjord-grid: editors"


def test_a_new_name_renames_page_and_collection(fjord):
    page = models.PartnerPage.objects.get(partner=fjord)
    partner_update(partner=fjord, name="Fjordgrid AS")
    page.refresh_from_db()
    assert (page.title, page.get_latest_revision_as_object().title) == ("Fjordgrid AS", "Fjordgrid AS")
    assert page.slug == "fjordgrid"
    assert Collection.objects.get(pk=fjord.collection_id).name == "Fjordgrid AS"


def test_a_title_of_its_own_stays_when_the_name_changes(fjord):
    page = models.PartnerPage.objects.get(partner=fjord)
    page.title = "Storage in the north"
    page.save_revision().publish()
    partner_update(partner=fjord, name="Fjordgrid AS")
    page.refresh_from_db()
    assert page.title == "Storage in the north"


def test_the_right_to_publish_is_given_and_taken(fjord):
    partner_update(partner=fjord, admins_publish=True)
    assert "publish_page" in page_rights(fjord.admins_group)
    partner_update(partner=fjord, admins_publish=False)
    assert "publish_page" not in page_rights(fjord.admins_group)


def test_another_site_takes_the_page_along(fjord, second_site):
    page = models.PartnerPage.objects.get(partner=fjord)
    partner_update(partner=fjord, site=second_site)
    page.refresh_from_db()
    assert page.get_site() == second_site
    assert page.get_parent().specific_class is models.PartnerIndexPage
    assert page.get_workflow().name == "Brand approval"


def test_a_partner_from_before_is_brought_up_to_date_once(manager):
    partner = PartnerFactory(name="Old", slug="old")
    editor = MembershipFactory(partner=partner, role="editor").member
    call_command("community_setup", verbosity=0)
    partner.refresh_from_db()
    assert partner.editors_group in editor.user.groups.all()
    page = models.PartnerPage.objects.get(partner=partner)
    assert (page.live, page.get_workflow().name) == (False, "Brand approval")
    before = {model: model.objects.count() for model in (Group, Collection, models.PartnerPage)}
    ensure_space(partner=partner)
    call_command("community_setup", verbosity=0)
    assert before == {model: model.objects.count() for model in before}


def test_a_front_page_made_by_hand_has_the_partners_rights(fjord):
    first = models.PartnerPage.objects.get(partner=fjord)
    second = models.PartnerPage(title="Fjordgrid, in French", slug="fjordgrid-fr", partner=fjord)
    first.get_parent().add_child(instance=second)
    assert GroupPagePermission.objects.filter(page_id=second.pk, group=fjord.editors_group).count() == 2


def test_the_community_home_shows_the_boards(client, fjord):
    page = client.get(reverse("channel_community:partner", args=["fjordgrid"])).content.decode()
    assert "Questions and answers" in page
    assert "Customers’ room" not in page
