"""Setting a community up, again and again."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import Page, Site

from channel_community.members.enums import MANAGERS_GROUP
from channel_community.models import Board, BrandSettings, Level, PartnerIndexPage
from tests.factories import BoardFactory, MemberFactory

pytestmark = pytest.mark.django_db


def everything():
    return [
        list(model.objects.order_by("pk").values())
        for model in (Group, Board, Level, BrandSettings, Page, Group.permissions.through)
    ]


def test_twice_is_once():
    call_command("community_setup", verbosity=0)
    before = everything()
    call_command("community_setup", verbosity=0)
    assert everything() == before


def test_what_was_made_is_told(capsys):
    call_command("community_setup")
    first = capsys.readouterr().out
    call_command("community_setup")
    second = capsys.readouterr().out
    assert "made   Directory of partners at /partners/" in first
    assert "made " not in second


def test_a_home_a_directory_and_boards_are_there(client):
    call_command("community_setup", verbosity=0)
    assert client.get("/community/").status_code == 200
    assert client.get("/partners/").status_code == 200
    assert list(Board.objects.values_list("slug", flat=True)) == [
        "questions-and-answers",
        "introduce-yourself",
    ]


def test_what_a_site_has_is_left_alone():
    site = Site.objects.get(is_default_site=True)
    site.root_page.add_child(instance=Page(title="Our own partners", slug="partners"))
    BrandSettings.objects.create(site=site, name="Harbourline")
    BoardFactory(title="Ours")
    call_command("community_setup", verbosity=0)
    assert PartnerIndexPage.objects.get().slug == "community-partners"
    assert Board.objects.get().title == "Ours"
    assert BrandSettings.objects.get().name == "Harbourline"


def test_a_site_that_is_not_there_yet_is_no_error(capsys):
    Site.objects.all().delete()
    call_command("community_setup")
    assert "There is no Wagtail site yet." in capsys.readouterr().out


def test_channel_managers_reach_the_admin_and_the_directory(client):
    call_command("community_setup", verbosity=0)
    manager = MemberFactory()
    manager.user.groups.add(Group.objects.get(name=MANAGERS_GROUP))
    client.force_login(manager.user)
    assert client.get("/admin/").status_code == 200
    directory = PartnerIndexPage.objects.get()
    assert client.get(f"/admin/pages/{directory.pk}/edit/").status_code == 200
    assert client.get(f"/admin/pages/{Page.get_first_root_node().pk}/edit/").status_code in {302, 403}
