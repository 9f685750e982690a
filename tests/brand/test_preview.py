"""What a brand kit would look like, before it is saved."""

import pytest
from django.contrib.auth.models import Group, Permission

from channel_community.models import BrandKit
from channel_community.partners.actions import kit_save
from tests.brand.conftest import kit_form, png, stored
from tests.factories import MemberFactory, PartnerFactory

pytestmark = pytest.mark.django_db
PREVIEW = "/admin/community_kits/preview/"


def ask(client, **changes):
    return client.post(PREVIEW, kit_form(**changes), headers={"Accept": "application/json"}).json()


def test_every_part_is_shown_in_the_unsaved_colours(client, manager):
    frames = ask(client, accent="#8a1c5b", name="Nordvolt")["frames"]
    assert set(frames) == {
        "page-light",
        "page-dark",
        "thread-light",
        "thread-dark",
        "mail-light",
        "card-light",
        "card-dark",
    }
    for name, url in frames.items():
        frame = client.get(url)
        assert frame.status_code == 200, name
        assert frame["X-Frame-Options"] == "SAMEORIGIN"
        assert "private" in frame["Cache-Control"]
        if not name.startswith("card"):
            assert "Nordvolt" in frame.content.decode()


def test_the_mail_wears_the_unsaved_accent(client, manager):
    mail = client.get(ask(client, accent="#8a1c5b")["frames"]["mail-light"])
    assert "#8a1c5b" in mail.content.decode()
    assert "default-src 'none'" in mail["Content-Security-Policy"]


def test_pages_get_the_unsaved_tokens_as_a_stylesheet(client, manager):
    page = client.get(ask(client, accent="#8a1c5b", corner="square")["frames"]["page-dark"]).content.decode()
    assert 'data-cc-theme="dark"' in page
    assert "style=" not in page
    assert "<script" not in page
    address = page.split('rel="stylesheet" href="/admin/community_kits/preview/tokens.css')[1].split('"')[0]
    tokens = client.get(f"/admin/community_kits/preview/tokens.css{address.replace('&amp;', '&')}")
    assert tokens["Content-Type"].startswith("text/css")
    assert "--cc-accent: light-dark(#8a1c5b," in tokens.content.decode()
    assert "--cc-radius: 0.125rem" in tokens.content.decode()


def test_a_kit_is_previewed_on_its_own_partner_and_never_saved(client, manager):
    partner = PartnerFactory(name="Aurora", brand_kit=kit_save(name="Kit", accent="#0b6e4f"))
    kit = partner.brand_kit
    frames = ask(client, kit=str(kit.pk), accent="#8a1c5b")["frames"]
    assert "Aurora" in client.get(frames["page-light"]).content.decode()
    kit.refresh_from_db()
    assert (kit.accent, kit.version) == ("#0b6e4f", 1)
    assert BrandKit.objects.count() == 1


def test_a_chosen_logo_is_shown_before_it_is_saved(client, manager):
    logo = stored(png())
    page = client.get(ask(client, logo_light=str(logo.pk))["frames"]["page-light"]).content.decode()
    assert 'class="cc-logo cc-logo--light"' in page


def test_a_pale_accent_is_measured_and_the_nearest_one_offered(client, manager):
    found = ask(client, accent="#ffe9a8", accent_dark="#101010")
    for field, bar in (("accent", "3:1"), ("accent_dark", "3:1")):
        [problem] = found["errors"][field]
        assert bar in problem["message"]
        assert problem["use"] in problem["message"]
        again = ask(client, **{field: problem["use"]})
        assert field not in again["errors"]
    assert found["frames"] == {}


def test_an_accent_too_weak_for_text_is_advised_but_accepted(client, manager):
    found = ask(client, accent="#e0701f")
    assert found["errors"] == {}
    [advice] = found["advice"]["accent"]
    assert "4.5:1" in advice["message"]
    assert "accent" not in ask(client, accent=advice["use"])["advice"]


def test_a_strong_accent_needs_no_advice(client, manager):
    assert ask(client)["advice"] == {}


@pytest.mark.parametrize(
    "changes",
    [
        {"accent": "red"},
        {"typeface": "comic"},
        {"corner": ""},
        {"logo_light": "999999"},
        {"logo_light": "x"},
        {"kit": "x"},
        {"kit": "9" * 40},
        {"name": "\x00"},
        {"accent": "#ffffff\n"},
    ],
)
def test_whatever_is_typed_is_answered(client, manager, changes):
    assert (
        client.post(PREVIEW, kit_form(**changes), headers={"Accept": "application/json"}).status_code == 200
    )


def test_an_empty_name_does_not_hide_the_preview(client, manager):
    assert ask(client, name="")["frames"]


def test_without_scripts_a_page_shows_it_all(client, manager):
    page = client.post(PREVIEW, kit_form(), headers={"Accept": "text/html"}).content.decode()
    assert page.count("<iframe") == 10
    assert page.count('class="cc-kit-card"') == 2
    refused = client.post(
        PREVIEW, kit_form(accent="#ffe9a8"), headers={"Accept": "text/html"}
    ).content.decode()
    assert "The nearest colour that passes is" in refused


@pytest.mark.parametrize("path", ["new/", "edit/{pk}/"])
def test_the_form_has_the_preview_under_it(client, manager, path):
    kit = kit_save(name="Kit", accent="#0b6e4f")
    page = client.get("/admin/community_kits/" + path.format(pk=kit.pk)).content.decode()
    assert "data-kit-preview" in page
    assert 'type="module"' in page
    assert f'formaction="{PREVIEW}"' in page


def test_a_refused_form_still_shows_a_preview(client, manager):
    answer = client.post("/admin/community_kits/new/", kit_form(accent="zebra"))
    url = answer.content.decode().split('<iframe src="')[1].split('"')[0]
    assert client.get(url.replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize("draft", ["", "x", "a:b:c"])
def test_a_draft_that_we_did_not_sign_is_not_shown(client, manager, draft):
    for path in ("page/light/", "card/dark/", "tokens.css"):
        assert client.get(f"{PREVIEW}{path}", {"draft": draft}).status_code == 404


def test_a_part_that_is_not_there_is_missing(client, manager):
    url = ask(client)["frames"]["mail-light"]
    assert client.get(url.replace("mail/light", "mail/dark")).status_code == 404


def test_partner_staff_may_not_preview(client, manager):
    frames = ask(client)["frames"]
    editor = MemberFactory()
    group = Group.objects.create(name="People of a partner")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    editor.user.groups.add(group)
    client.force_login(editor.user)
    for answer in (client.post(PREVIEW, kit_form()), *(client.get(url) for url in frames.values())):
        assert answer.status_code in {302, 403, 404}
        assert b"Fjordgrid" not in answer.content


def test_a_preview_costs_the_same_with_many_partners(client, manager, django_assert_max_num_queries):
    url = ask(client)["frames"]["page-light"]
    client.get(url)
    for _number in range(5):
        PartnerFactory()
    with django_assert_max_num_queries(12):
        client.get(url)
