"""Partners and kits in the Wagtail admin: saved by the same actions as everywhere."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from channel_community.members.enums import MANAGERS_GROUP
from channel_community.models import BrandKit, Partner
from channel_community.partners.actions import kit_save
from tests.factories import MemberFactory, PartnerFactory

pytestmark = pytest.mark.django_db
KITS, PARTNERS = "/admin/community_kits/", "/admin/community_partners/"


@pytest.fixture
def manager(client):
    call_command("community_setup", verbosity=0)
    member = MemberFactory()
    member.user.groups.add(Group.objects.get(name=MANAGERS_GROUP))
    client.force_login(member.user)
    return member


def kit_form(**changes):
    return {
        "name": "Fjordgrid",
        "accent": "#0b6e4f",
        "accent_dark": "",
        "secondary": "",
        "typeface": "manrope",
        "corner": "soft",
        "logo_light": "",
        "logo_dark": "",
        **changes,
    }


def test_the_menu_has_a_community_group(client, manager):
    page = client.get("/admin/").content.decode()
    for words in ("Community", "Partners", "Brand kits", "Levels", "Webinars"):
        assert words in page


def test_a_kit_made_in_the_admin_is_derived(client, manager):
    assert client.post(f"{KITS}new/", kit_form(accent="#0B6E4F")).status_code == 302
    kit = BrandKit.objects.get()
    assert (kit.accent, kit.version) == ("#0b6e4f", 1)
    assert kit.derived["light"]["on_accent"] == "#ffffff"
    assert client.post(f"{KITS}edit/{kit.pk}/", kit_form(corner="round")).status_code == 302
    kit.refresh_from_db()
    assert (kit.corner, kit.version) == ("round", 2)


def test_a_colour_nobody_could_see_is_explained_beside_its_field(client, manager):
    answer = client.post(f"{KITS}new/", kit_form(accent="#ffee00"))
    assert answer.status_code == 200
    assert "The nearest colour that passes is #" in answer.content.decode()
    assert "contrast" in str(answer.context["form"].errors["accent"])
    assert not BrandKit.objects.exists()


def test_nothing_is_deleted_or_copied(client, manager):
    partner = PartnerFactory(brand_kit=kit_save(name="F", accent="#0b6e4f"))
    for path in (
        f"{PARTNERS}delete/{partner.pk}/",
        f"{PARTNERS}copy/{partner.pk}/",
        f"{KITS}delete/1/",
        f"{KITS}copy/1/",
    ):
        assert client.post(path).status_code == 404
    assert Partner.objects.filter(pk=partner.pk).exists()


def test_lists_stay_small_in_queries(client, manager, django_assert_max_num_queries):
    for number in range(30):
        PartnerFactory(brand_kit=kit_save(name=f"Kit {number}", accent="#0b6e4f"))
    for path in (KITS, PARTNERS, f"{PARTNERS}?q=Partner", f"{PARTNERS}?state=active"):
        client.get(path)
        with django_assert_max_num_queries(20):
            assert client.get(path).status_code == 200


def test_members_without_the_right_stay_outside(client):
    client.force_login(MemberFactory().user)
    for path in (KITS, PARTNERS, f"{KITS}new/", f"{PARTNERS}new/"):
        assert client.get(path).status_code == 302
        assert client.get(path)["Location"].startswith("/admin/login/")


def test_members_are_found_by_name_when_an_author_is_chosen(client, manager):
    MemberFactory(name="Ana Horvat", handle="ana")
    MemberFactory(name="Ben Okafor", handle="ben")
    for path in ("/admin/community_member_chooser/", "/admin/community_member_chooser/results/"):
        page = client.get(path, {"q": "hor"}).content.decode()
        assert "Ana Horvat" in page
        assert "Ben Okafor" not in page


def test_a_board_for_a_group_names_the_group(client, manager):
    form = {
        "title": "Previews",
        "slug": "previews",
        "description": "",
        "partner": "",
        "access": "group",
        "group": "",
        "position": "0",
    }
    answer = client.post("/admin/community_boards/new/", form)
    assert answer.context["form"].errors == {"group": ["Choose the group or level that may read this board."]}
    group = Group.objects.get(name__contains="Advocate")
    assert client.post("/admin/community_boards/new/", {**form, "group": group.pk}).status_code == 302
    assert client.get("/admin/community_boards/").status_code == 200
