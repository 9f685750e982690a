"""The channel manager's screens: coming aboard, the list, editing, a change of state."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from channel_community import models
from channel_community.members.actions import membership_add
from channel_community.partners.actions import kit_save, partner_suspend
from tests.factories import MemberFactory, PartnerFactory, SpecialityFactory, TierFactory

pytestmark = pytest.mark.django_db
PARTNERS = "/admin/community_partners/"


@pytest.fixture
def brand(client, manager):
    """The channel manager's browser."""
    client.force_login(manager.user)
    return client


def form(**changes):
    return {
        "name": "Fjordgrid",
        "slug": "fjordgrid",
        "tagline": "Sleep well",
        "region": "Norway",
        "tier": "",
        "website": "",
        "site": "",
        "brand_kit": "",
        "accent": "#0b6e4f",
        "logo": "",
        "editors": "",
        "admins": "",
        "public_boards": "Questions and answers",
        "customers_board": "Customers",
        **changes,
    }


def edit_form(partner, **changes):
    return {
        "name": partner.name,
        "slug": partner.slug,
        "tagline": partner.tagline,
        "description": "",
        "region": "",
        "tier": "",
        "website": "",
        "site": partner.site_id or "",
        "brand_kit": partner.brand_kit_id or "",
        **changes,
    }


def test_one_form_brings_a_partner_aboard(brand, django_capture_on_commit_callbacks):
    tier, speciality = TierFactory(), SpecialityFactory()
    wanted = form(tier=tier.pk, specialities=[speciality.pk], editors="ana@example.com")
    with django_capture_on_commit_callbacks(execute=True):
        answer = brand.post(f"{PARTNERS}new/", wanted, follow=True)
    partner = models.Partner.objects.get()
    assert (partner.tier, list(partner.specialities.all())) == (tier, [speciality])
    page = answer.content.decode()
    for words in ("Fjordgrid is aboard", "2 boards were made", "1 invitation goes out", "ana@example.com"):
        assert words in page
    assert models.PartnerPage.objects.get(partner=partner).url in page
    assert [message.to for message in mail.outbox] == [["ana@example.com"]]


def test_the_form_begins_with_boards_and_the_site(brand):
    shown = brand.get(f"{PARTNERS}new/").context["form"]
    assert shown["public_boards"].value() == "Questions and answers"
    assert str(shown["customers_board"].value()) == "Customers’ room"
    assert shown["site"].value()


def test_the_slug_follows_the_name_by_wagtails_own_widget(brand):
    page = brand.get(f"{PARTNERS}new/").content.decode()
    slug = re.search(r"<input[^>]*name=\"slug\"[^>]*>", page).group()
    assert 'data-controller="w-slug"' in slug
    assert 'data-w-slug-allow-unicode-value="false"' in slug
    assert "w-sync" in re.search(r"<input[^>]*name=\"name\"[^>]*>", page).group()


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"editors": "ana@example.com, ben@, c"}, "editors", "“ben@” is no mail address"),
        ({"editors": "ana@example.com, ben@, c"}, "editors", "“c” is no mail address"),
        ({"accent": "#ffee00"}, "accent", "nearest colour that passes"),
        ({"accent": "green"}, "accent", "six hexadecimal digits"),
        ({"public_boards": "x" * 90}, "public_boards", "80 characters"),
        ({"slug": "taken"}, "slug", "already exists"),
        ({"name": ""}, "name", "required"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_the_rest_stays(brand, changes, field, words):
    PartnerFactory(slug="taken")
    answer = brand.post(f"{PARTNERS}new/", form(**changes))
    assert words in str(answer.context["form"].errors[field])
    page = answer.content.decode()
    assert "Sleep well" in page
    assert "Questions and answers" in page or "public_boards" in changes
    assert models.Partner.objects.count() == 1


def test_names_are_kept_on_one_line(brand):
    broken = form(name="Fjord\nBcc: q@example.org", tagline="Sleep\r\nwell", region="Nor\u202eway")
    assert brand.post(f"{PARTNERS}new/", broken).status_code == 302
    partner = models.Partner.objects.get()
    lines = (partner.name, partner.tagline, partner.region, partner.brand_kit.name)
    assert lines == ("Fjord Bcc: q@example.org", "Sleep well", "Norway", "Fjord Bcc: q@example.org")


def test_a_changed_name_is_kept_on_one_line(brand, fjord):
    broken = edit_form(fjord, name="Fjord\ngrid", tagline="Sleep\nwell")
    assert brand.post(f"{PARTNERS}edit/{fjord.pk}/", broken).status_code == 302
    fjord.refresh_from_db()
    assert (fjord.name, fjord.tagline) == ("Fjord grid", "Sleep well")


def test_a_name_that_nobody_can_see_is_refused_beside_its_field(brand, fjord):
    for path, fields in (("new/", form(slug="other")), (f"edit/{fjord.pk}/", edit_form(fjord))):
        answer = brand.post(PARTNERS + path, {**fields, "name": "\u200b\u202e"})
        assert "Write a name that people can read" in str(answer.context["form"].errors["name"])
        assert "Sleep well" in answer.content.decode()
    assert models.Partner.objects.get().name == "Fjordgrid"


def test_everything_that_is_wrong_is_said_at_once(brand):
    answer = brand.post(f"{PARTNERS}new/", form(editors="ben@", admins="c@", accent="#ffee00", slug="a b"))
    assert {"editors", "admins", "accent", "slug"} <= set(answer.context["form"].errors)


def test_kits_that_are_worn_are_not_offered(brand):
    worn = PartnerFactory().brand_kit
    free = kit_save(name="Free", accent="#0b6e4f")
    offered = brand.get(f"{PARTNERS}new/").context["form"].fields["brand_kit"].queryset
    assert free in offered
    assert worn not in offered
    assert brand.post(f"{PARTNERS}new/", form(brand_kit=worn.pk)).context["form"].errors["brand_kit"]


def test_the_edit_page_says_where_everything_is(brand, fjord):
    membership_add(member=MemberFactory(name="Ana Horvat"), partner=fjord, role="editor")
    page = brand.get(f"{PARTNERS}edit/{fjord.pk}/").content.decode()
    front = models.PartnerPage.objects.get(partner=fjord)
    for words in (
        reverse("wagtailadmin_pages:edit", args=[front.pk]),
        f"collection_id={fjord.collection_id}",
        "Partner fjordgrid: editors",
        "Customers’ room",
        "Ana Horvat",
        f'href="{PARTNERS}state/{fjord.pk}/suspend/">Suspend</a>',
        "Leave the network",
    ):
        assert words in page
    assert "Reactivate" not in page


def test_editing_keeps_what_the_form_does_not_ask_for(brand, fjord):
    answer = brand.post(f"{PARTNERS}edit/{fjord.pk}/", edit_form(fjord, name="Fjordgrid AS"))
    assert answer.status_code == 302
    fjord.refresh_from_db()
    assert (fjord.name, fjord.state) == ("Fjordgrid AS", "active")


def test_a_change_of_state_is_explained_before_it_is_done(brand, fjord):
    path = f"{PARTNERS}state/{fjord.pk}/suspend/"
    page = brand.get(path).content.decode()
    assert "Its pages, files, boards (2)" in page
    fjord.refresh_from_db()
    assert fjord.state == "active"
    answer = brand.post(path, {"reason": "Contract ended"}, follow=True)
    assert "is suspended" in answer.content.decode()
    fact = models.Event.objects.get(name="partners.partner.suspended")
    assert fact.payload["reason"] == "Contract ended"


def test_a_change_of_state_wants_a_reason(brand, fjord):
    answer = brand.post(f"{PARTNERS}state/{fjord.pk}/leave/", {"reason": " "})
    assert answer.context["form"].errors["reason"]
    fjord.refresh_from_db()
    assert fjord.state == "active"


def test_a_change_that_is_done_already_is_said_and_nothing_more(brand, fjord):
    partner_suspend(partner=fjord)
    answer = brand.post(f"{PARTNERS}state/{fjord.pk}/suspend/", {"reason": "Again"}, follow=True)
    assert "nothing was changed" in answer.content.decode()
    assert models.Event.objects.filter(name="partners.partner.suspended").count() == 1


@pytest.mark.parametrize("path", ["state/1/explode/", "state/999999/suspend/"])
def test_a_change_there_is_not_is_not_found(brand, fjord, path):
    path = path.replace("/1/", f"/{fjord.pk}/")
    assert brand.get(PARTNERS + path).status_code == 404
    assert brand.post(PARTNERS + path, {"reason": "x"}).status_code == 404


def test_others_change_no_state(client, fjord):
    member = MemberFactory()
    membership_add(member=member, partner=fjord, role="admin")
    client.force_login(member.user)
    for path in (f"state/{fjord.pk}/suspend/", "", "new/", f"edit/{fjord.pk}/"):
        assert client.get(PARTNERS + path).status_code in {302, 403, 404}
        assert client.post(PARTNERS + path, {"reason": "x"}).status_code in {302, 403, 404, 405}
    fjord.refresh_from_db()
    assert fjord.state == "active"


def test_the_list_tells_partners_apart(brand, fjord):
    fjord.region, fjord.tier = "Norway", TierFactory(name="Gold")
    fjord.save()
    for role in ("editor", "customer"):
        membership_add(member=MemberFactory(), partner=fjord, role=role)
    PartnerFactory(name="Elsewhere", region="Spain", state="suspended")
    row = next(row for row in brand.get(PARTNERS).content.decode().split("<tr") if "Fjordgrid" in row)
    for words in ("Gold", "Norway", "Active", ">2<", "Live"):
        assert words in re.sub(r"\s+", "", row)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=suspended", "Elsewhere"),
        ("region=Norway", "Northern"),
        ("tier={tier}", "Northern"),
        ("q=else", "Elsewhere"),
    ],
)
def test_the_list_is_narrowed(brand, query, found):
    tier = TierFactory()
    PartnerFactory(name="Northern", region="Norway", tier=tier)
    PartnerFactory(name="Elsewhere", region="Spain", state="suspended")
    page = brand.get(f"{PARTNERS}?{query.format(tier=tier.pk)}").content.decode()
    table = page[page.index("<tbody") :]
    assert found in table
    assert {"Northern": "Elsewhere", "Elsewhere": "Northern"}[found] not in table


@pytest.mark.parametrize("many", [1, 500])
def test_the_list_is_paged_and_small_in_queries(brand, fjord, many, django_assert_max_num_queries):
    models.Partner.objects.bulk_create(
        models.Partner(name=f"Partner {n:03}", slug=f"partner-{n}", region=f"Region {n % 7}")
        for n in range(many)
    )
    for query in ("", "?q=Partner", "?state=active", "?p=2"):
        brand.get(PARTNERS + query)
        with django_assert_max_num_queries(19):
            answer = brand.get(PARTNERS + query)
        assert len(answer.context["table"].data) <= 20


@pytest.mark.parametrize("path", ["community_tiers", "community_specialities"])
def test_the_brand_names_its_own_tiers_and_specialities(brand, path):
    values = {"name": "Silver", "slug": "silver", "rank": "2"}
    assert brand.post(f"/admin/{path}/new/", values).status_code == 302
    assert "Silver" in brand.get(f"/admin/{path}/").content.decode()
