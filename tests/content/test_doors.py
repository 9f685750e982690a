"""Wagtail's page privacy by levels: who is let in, and what the others are told."""

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import PageViewRestriction

from channel_community.reputation.levels import ensure_default_levels
from tests.content.conftest import article_page
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def advocate_level(db):
    return next(level for level in ensure_default_levels() if level.slug == "advocate")


@pytest.fixture
def preview(tree, advocate_level):
    """An article that opens with the level "Advocate"."""
    page = tree.page.add_child(instance=article_page("Preview of version 9", lead="It dedupes across sites."))
    restrict(page, "groups", advocate_level.group)
    return page


def restrict(page, kind, *groups):
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind)
    restriction.groups.set(groups)


def signed_in(client, *groups):
    member = MemberFactory()
    member.user.groups.set(groups)
    client.force_login(member.user)
    return member


def test_reaching_the_level_opens_the_page(client, preview, advocate_level):
    signed_in(client, advocate_level.group)
    answer = client.get(preview.url)
    assert answer.status_code == 200
    assert "It dedupes across sites." in answer.content.decode()


def test_a_suspended_member_reads_what_everybody_may_read(client, tree, preview, advocate_level):
    member = signed_in(client, advocate_level.group)
    member.suspended_until = timezone.now() + timezone.timedelta(days=1)
    member.save()
    assert client.get(preview.url).status_code == 404
    assert client.get(tree.article.url).status_code == 200


def test_a_signed_in_member_outside_is_told_what_opens_it(client, preview):
    signed_in(client)
    answer = client.get(preview.url)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "It opens with the level “Advocate”, at 100 points." in page
    assert "Preview of version 9" in page
    assert "It dedupes across sites." not in page
    assert "no-store" in answer["Cache-Control"]


def test_a_visitor_is_told_too_and_can_sign_in(client, preview):
    answer = client.get(preview.url)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "“Advocate”" in page
    assert f"/accounts/login/?next={preview.url}" in page


def test_the_list_names_the_level_and_keeps_the_rest(client, tree, preview):
    page = client.get(tree.page.url).content.decode()
    assert "Preview of version 9" in page
    assert "Opens at the level “Advocate”" in page
    assert "It dedupes across sites." not in page


def test_the_list_shows_it_openly_to_those_inside(client, tree, preview, advocate_level):
    signed_in(client, advocate_level.group)
    page = client.get(tree.page.url).content.decode()
    assert "It dedupes across sites." in page
    assert "Opens at the level" not in page


def test_a_page_for_some_other_group_is_not_listed(client, tree):
    hidden = tree.page.add_child(instance=article_page("Price list"))
    group = Group.objects.create(name="Price readers")
    restrict(hidden, "groups", group)
    assert "Price list" not in client.get(tree.page.url).content.decode()
    assert client.get(hidden.url).status_code == 302
    signed_in(client)
    answer = client.get(hidden.url)
    assert answer.status_code == 403
    assert "Price list" not in answer.content.decode()


def test_a_page_for_the_signed_in_sends_to_sign_in(client, tree):
    restrict(tree.article, "login")
    answer = client.get(tree.article.url)
    assert answer.status_code == 302
    assert answer["Location"] == f"/accounts/login/?next={tree.article.url}"
    signed_in(client)
    assert client.get(tree.article.url).status_code == 200


def test_the_first_closed_door_is_the_one_that_is_named(client, tree, preview, advocate_level):
    ambassador = next(level for level in ensure_default_levels() if level.slug == "ambassador")
    restrict(tree.page, "groups", ambassador.group)
    signed_in(client, advocate_level.group)
    assert "“Ambassador”" in client.get(preview.url).content.decode()


def test_a_private_page_has_no_card(client, preview, tree):
    assert client.get(f"/community/card/page/{preview.pk}.png").status_code == 404
    assert client.get(f"/community/card/page/{tree.article.pk}.png").status_code == 200


def test_a_site_page_of_the_host_keeps_wagtails_own_answer(client, tree):
    group = Group.objects.create(name="Staff")
    restrict(tree.home, "groups", group)
    assert client.get("/").status_code == 302


def titles_at_home(client):
    return "Forty minutes" in client.get("/community/p/fjordgrid/").content.decode()


@pytest.mark.parametrize("where", ["page", "directory"])
def test_articles_below_a_closed_page_stay_unknown_elsewhere(client, tree, where):
    assert titles_at_home(client)
    restrict(getattr(tree, where), "login")
    assert not titles_at_home(client)
    signed_in(client)
    assert titles_at_home(client)


def test_a_password_above_hides_articles_from_everybody_elsewhere(client, tree):
    PageViewRestriction.objects.create(page=tree.page, restriction_type="password", password="winter")
    signed_in(client)
    assert not titles_at_home(client)


def test_articles_below_a_page_that_a_level_opens_are_closed_cards(client, tree, advocate_level):
    restrict(tree.page, "groups", advocate_level.group)
    page = client.get("/community/p/fjordgrid/").content.decode()
    assert "Forty minutes" in page
    assert "Opens at the level “Advocate”" in page
    assert "What we changed." not in page
