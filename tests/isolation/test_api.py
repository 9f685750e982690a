"""Wagtail's APIs: the admin's own, and the public ones where a site has them."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from channel_community.compat import WAGTAIL_8
from tests.isolation.world import CANARY

with_apis = pytest.mark.urls("tests.isolation.api_urls")


@pytest.mark.parametrize("kind", ["pages", "images", "documents"])
def test_the_admins_api_lists_own_rows(two, sign_in, kind):
    client = sign_in(two.alpha.editor)
    answer = client.get(reverse(f"wagtailadmin_api:{kind}:listing"), {"limit": 20})
    assert answer.status_code == 200
    assert "alpha" in answer.content.decode()
    assert CANARY not in answer.content.decode()


@with_apis
def test_the_public_api_has_no_drafts(two, sign_in):
    for client in (Client(), sign_in(two.alpha.editor)):
        answer = client.get("/api/v2/pages/", {"limit": 20})
        assert answer.status_code == 200
        assert f"{CANARY}beta draft" not in answer.content.decode()
        assert client.get(f"/api/v2/pages/{two.beta.draft.pk}/").status_code == 404


@pytest.fixture
def token(two):
    """A token of alpha's editor, as a header."""
    if not WAGTAIL_8:
        pytest.skip("Wagtail 7.4 has no such API.")
    from wagtail.models import APIToken

    _row, key = APIToken.create_token(user=two.alpha.editor, name="alpha")
    return {"HTTP_AUTHORIZATION": f"Bearer {key}"}


@with_apis
def test_a_token_reads_and_writes_in_its_own_space(two, token):
    client = Client()
    listed = client.get("/api/v3/pages/", **token)
    assert listed.status_code == 200
    assert CANARY not in listed.content.decode()
    for page in (two.beta.draft, two.beta.article, two.beta.page):
        address = f"/api/v3/pages/{page.pk}/"
        assert client.get(address, **token).status_code in {403, 404}
        change = client.patch(address, {"title": "Taken"}, content_type="application/json", **token)
        assert change.status_code in {403, 404, 422}
        page.refresh_from_db()
        assert CANARY in page.title


@with_apis
def test_a_token_cannot_name_another_partners_image(two, token):
    change = {"hero_image": two.beta.image.pk}
    address = f"/api/v3/pages/{two.alpha.article.pk}/"
    answer = Client().patch(address, change, content_type="application/json", **token)
    assert answer.status_code >= 400
    assert CANARY not in answer.content.decode()


@with_apis
def test_the_token_of_a_suspended_member_changes_nothing(two, token):
    two.alpha.member.suspended_until = timezone.now() + timezone.timedelta(days=1)
    two.alpha.member.save()
    address = f"/api/v3/pages/{two.alpha.article.pk}/"
    answer = Client().patch(address, {"title": "Taken"}, content_type="application/json", **token)
    assert 400 <= answer.status_code < 500
    two.alpha.article.refresh_from_db()
    assert two.alpha.article.get_latest_revision_as_object().title == "alpha article"
