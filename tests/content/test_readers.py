"""Partner staff are told who reads a page, where the brand alone can set it."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction

from channel_community.content.models import PartnerArticlePage
from tests.content.conftest import article_page
from tests.content.editors import permission, world

pytestmark = pytest.mark.django_db
ASK = "ask the brand in a comment when you submit"


@pytest.fixture
def ours(tree):
    return world(tree, "Ours")


@pytest.fixture
def article(ours):
    return ours.page.add_child(instance=article_page("How we restore"))


def editor_sees(client, person, page):
    client.force_login(person.user)
    answer = client.get(f"/admin/pages/{page.pk}/edit/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_page_without_a_door_is_for_everybody(client, ours, article):
    for page in (article, ours.page):
        shown = editor_sees(client, ours.editor, page)
        assert "Everybody may read this page once it is published." in shown
        assert ASK in shown


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("login", "Only those who are signed in may read this page."),
        ("password", "Only those who know its password may read this page."),
        ("groups", "Only one group of people may read this page."),
    ],
)
def test_a_door_is_put_in_words_also_one_above_the_page(client, ours, article, kind, said):
    door = PageViewRestriction.objects.create(page=ours.page, restriction_type=kind, password="x")
    door.groups.add(Group.objects.create(name="Secret circle"))
    shown = editor_sees(client, ours.editor, article)
    assert said in shown
    assert "Secret circle" not in shown
    assert "Everybody may read" not in shown


def test_the_partners_customers_are_named(client, ours, article):
    group = Group.objects.create(name="Ours customers")
    ours.partner.customers_group = group
    ours.partner.save()
    PageViewRestriction.objects.create(page=article, restriction_type="groups").groups.add(group)
    assert "For customers of Ours." in editor_sees(client, ours.editor, article)


def test_who_publishes_has_wagtails_own_control_instead(client, ours, article):
    ours.partner.editors_group.page_permissions.create(page=ours.page, permission=permission("publish_page"))
    shown = editor_sees(client, ours.editor, article)
    assert ASK not in shown
    assert "/privacy/" in shown


def test_a_page_that_is_not_there_yet_says_nothing(client, ours):
    client.force_login(ours.editor.user)
    kind = PartnerArticlePage._meta
    answer = client.get(f"/admin/pages/add/{kind.app_label}/{kind.model_name}/{ours.page.pk}/")
    assert answer.status_code == 200
    assert ASK not in answer.content.decode()
