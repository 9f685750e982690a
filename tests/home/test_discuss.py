"""A thread under an object opens to nobody who may not read the object, and keeps its own door."""

import re

import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction

from channel_community import ratelimit
from channel_community.discussions import about
from channel_community.discussions.about import Subject, token_for
from channel_community.discussions.models import HeldPost, Post, Thread
from tests.content.conftest import article_page, tree  # noqa: F401 - a fixture
from tests.discussions.build import JSON, assert_error, customer, open_thread, prospect, url
from tests.factories import BoardFactory, MembershipFactory, PartnerFactory, WebinarFactory

pytestmark = pytest.mark.django_db
FORM = re.compile(r'action="(/community/about/[^"]+)"')


@pytest.fixture(autouse=True)
def _no_earlier_acts():
    ratelimit.reset()


@pytest.fixture
def board(tree):  # noqa: F811
    return BoardFactory(partner=tree.partner)


def target(instance, board):
    return url("discuss", token_for(Subject(instance, board.pk, "A title", "/x/")))


def send(client, address, member):
    client.force_login(member.user)
    return client.post(address, {"body": "I am in."}, **JSON)


@pytest.mark.parametrize("change", ["hidden", "moved"])
def test_a_thread_one_may_not_read_takes_no_post_and_tells_nothing(client, tree, board, change):  # noqa: F811
    thread = open_thread(board=board, about=tree.article)
    if change == "hidden":
        thread.is_hidden = True
    else:
        thread.board = BoardFactory(access="staff", partner=PartnerFactory())
    thread.save()
    response = send(client, target(tree.article, board), customer())
    assert_error(response, 404, "not_found")
    assert str(thread.pk) not in response.json()["detail"]
    assert Post.objects.count() == 1


def test_a_thread_that_moved_takes_posts_of_those_who_read_its_new_board(client, tree, board):  # noqa: F811
    other = BoardFactory()
    thread = open_thread(board=other, about=tree.article)
    board.access = "staff"
    board.save()
    assert send(client, target(tree.article, board), customer()).json()["id"] == thread.pk


def test_a_newcomers_reply_to_the_thread_waits(client, tree, board):  # noqa: F811
    thread = open_thread(board=board, about=tree.article)
    assert send(client, target(tree.article, board), prospect()).status_code == 202
    assert HeldPost.objects.get().thread == thread


def test_an_unpublished_page_takes_no_post(client, tree, board):  # noqa: F811
    address = target(tree.article, board)
    tree.article.unpublish()
    assert_error(send(client, address, customer()), 404, "not_found")


def test_a_webinar_one_may_not_see_takes_no_post(client, board):
    webinar = WebinarFactory(state="draft")
    assert_error(send(client, target(webinar, board), customer()), 404, "not_found")


def test_a_form_grows_old(client, tree, board, monkeypatch):  # noqa: F811
    address = target(tree.article, board)
    monkeypatch.setattr(about, "MAX_AGE", -1)
    assert_error(send(client, address, customer()), 404, "not_found")


@pytest.fixture
def group(db):
    return Group.objects.create(name="Insiders")


@pytest.fixture
def insider(tree, group):  # noqa: F811
    member = MembershipFactory(partner=tree.partner).member
    member.user.groups.add(group)
    return member


@pytest.fixture
def closed_page(tree, group):  # noqa: F811
    page = tree.page.add_child(instance=article_page("Launch of Nimbus 9", discuss=True))
    PageViewRestriction.objects.create(page=page, restriction_type="groups").groups.set([group])
    return page


def test_a_page_for_a_group_opens_no_thread_on_a_public_board(client, closed_page, board, insider):
    client.force_login(insider.user)
    page = client.get(closed_page.url).content.decode()
    assert not FORM.search(page)
    assert "needs a board that is open to the same group" in page
    assert_error(send(client, target(closed_page, board), insider), 404, "not_found")
    assert Thread.objects.count() == 0


def test_it_opens_one_on_the_board_of_the_same_group(client, closed_page, board, insider, group):
    of_group = BoardFactory(partner=board.partner, access="group", group=group)
    client.force_login(insider.user)
    form = FORM.search(client.get(closed_page.url).content.decode())
    assert send(client, form[1], insider).status_code == 201
    assert Thread.objects.get().board == of_group
    client.logout()
    assert "Nimbus 9" not in client.get("/community/").content.decode()


@pytest.mark.parametrize("kind", ["login", "password"])
def test_a_page_behind_a_sign_in_or_a_password_offers_none(client, tree, board, insider, group, kind):  # noqa: F811
    BoardFactory(partner=board.partner, access="group", group=group)
    page = tree.page.add_child(instance=article_page("Launch of Nimbus 9", discuss=True))
    PageViewRestriction.objects.create(page=page, restriction_type=kind, password="sesame")
    client.force_login(insider.user)
    assert not FORM.search(client.get(page.url).content.decode())
    assert send(client, target(page, board), insider).status_code == 404
