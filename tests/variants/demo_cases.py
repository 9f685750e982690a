"""What must hold on the demonstration site. Collected by test_variants.py only, with that site's settings."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import call_command
from django.test import Client

from demo_site.accounts import ACCOUNTS, PASSWORD

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _community(settings, tmp_path):
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    call_command("community_setup", verbosity=0)


@pytest.fixture
def advocate():
    return get_user_model().objects.create_user("advocate", "advocate@community.example", PASSWORD)


def policy(response):
    return {part.split()[0]: part.split()[1:] for part in response["Content-Security-Policy"].split("; ")}


def test_the_public_pages_allow_no_inline_script_or_style(client):
    rules = policy(client.get("/community/"))
    assert rules["script-src"] == ["'self'"]
    assert rules["style-src"] == ["'self'"]
    assert rules["object-src"] == ["'none'"]
    assert rules["base-uri"] == ["'none'"]
    assert rules["frame-ancestors"] == ["'self'"]


def test_only_the_admin_is_allowed_its_inline_scripts(admin_client):
    assert "'unsafe-inline'" in policy(admin_client.get("/admin/"))["script-src"]
    assert "'unsafe-inline'" not in policy(admin_client.get(SIGN_IN, follow=True))["script-src"]


def test_the_sitemap_lists_no_address_that_only_leads_elsewhere(client):
    found = re.findall(r"<loc>([^<]+)</loc>", client.get("/sitemap.xml").content.decode())
    assert "http://localhost/partners/" in found
    assert "http://localhost/" not in found


@pytest.mark.parametrize(
    "path", [SIGN_IN, "/accounts/signup/", "/accounts/password/reset/", "/accounts/logout/"]
)
def test_account_pages_wear_the_communitys_frame(client, advocate, path):
    if "logout" in path:
        client.force_login(advocate)
    page = client.get(path).content.decode()
    assert 'class="cc"' in page
    assert page.count("<h1") == 1


def test_the_sign_in_page_has_a_button_for_each_account(client):
    page = client.get(SIGN_IN).content.decode()
    names = re.findall(r'type="hidden" name="login" value="([^"]+)"', page)
    assert names == [account.username for account in ACCOUNTS]


def test_the_accounts_are_not_offered_where_the_site_says_no(client, settings):
    settings.DEMO_ACCOUNTS = False
    assert PASSWORD not in re.findall(r'value="([^"]+)"', client.get(SIGN_IN).content.decode())


def test_one_click_signs_in_and_leads_back(client, advocate):
    answer = client.post(SIGN_IN, {"login": "advocate", "password": PASSWORD, "next": "/community/me/"})
    assert answer.status_code == 302
    assert answer["Location"] == "/community/me/"


def test_a_wrong_password_says_so_and_keeps_the_name(client, advocate):
    page = client.post(SIGN_IN, {"login": "advocate", "password": "wrong"})
    assert page.status_code == 200
    assert 'value="advocate"' in page.content.decode()
    assert 'role="alert"' in page.content.decode()


def test_a_new_person_signs_up_and_is_in(client):
    form = {
        "username": "nova",
        "email": "nova@community.example",
        "password1": "nineteen-lighthouses",
        "password2": "nineteen-lighthouses",
    }
    answer = client.post("/accounts/signup/", form)
    assert answer.status_code == 302
    assert client.get("/community/me/", follow=True).status_code == 200


def test_a_forgotten_password_sends_a_mail(client, advocate):
    client.post("/accounts/password/reset/", {"email": advocate.email})
    assert [letter.to for letter in mail.outbox] == [[advocate.email]]


def test_an_expired_form_says_so_and_leads_back_to_it(advocate):
    page = Client(enforce_csrf_checks=True).post(SIGN_IN, {"login": "advocate", "password": "very secret"})
    text = page.content.decode()
    assert page.status_code == 403
    assert f'href="{SIGN_IN}"' in text
    assert "very secret" not in text


def test_an_unknown_address_is_a_designed_page(client):
    page = client.get("/community/nothing-here/")
    assert page.status_code == 404
    assert 'class="cc"' in page.content.decode()


def test_static_files_are_served_from_the_sources(client):
    answer = client.get("/static/channel_community/css/community.css")
    assert answer.status_code == 200
    assert b"@layer" in b"".join(answer.streaming_content)


async def test_static_files_are_served_to_asgi_too(async_client):
    answer = await async_client.get("/static/channel_community/css/community.css")
    assert answer.status_code == 200
    assert b"@layer" in b"".join([block async for block in answer])


def test_the_start_page_leads_to_the_community(client):
    assert client.get("/")["Location"] == "/community/"


def test_an_account_made_by_an_invitation_needs_no_further_proof_of_its_address(client):
    from allauth.account.models import EmailAddress

    from channel_community.partners.invitations import actions, tokens
    from tests.factories import PartnerFactory

    made = actions.invitation_create(partner=PartnerFactory(), email="ana@example.org", role="customer")
    made.refresh_from_db()
    path = f"/community/invitations/{tokens.token_of(made)}/"
    assert client.post(path, {"name": "Ana", "password": "a long and quiet river"}).status_code == 302
    assert EmailAddress.objects.filter(email="ana@example.org", verified=True, primary=True).exists()
