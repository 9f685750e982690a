"""The network's front page, a partner's, and people."""

import pytest
from django.contrib.auth.models import Group

from channel_community.discussions.about import subject_of
from channel_community.members.enums import MANAGERS_GROUP
from tests.discussions.build import customer, open_thread, prospect, reply, url
from tests.factories import BoardFactory, MemberFactory, MembershipFactory, PartnerFactory, WebinarFactory

pytestmark = pytest.mark.django_db


def test_the_front_page_of_an_empty_community_says_what_it_is(client):
    assert client.get(url("home")).status_code == 200


def test_the_front_page_shows_what_is_being_said(client):
    thread = open_thread(
        board=BoardFactory(partner=PartnerFactory(name="Fjordgrid")), title="Which disks last?"
    )
    WebinarFactory(title="Backups that come back")
    page = client.get(url("home")).content.decode()
    for words in (thread.title, thread.board.title, "Fjordgrid", "Backups that come back"):
        assert words in page


def test_a_partners_page_shows_its_own(client):
    partner, other = PartnerFactory(slug="fjordgrid"), PartnerFactory()
    own = open_thread(board=BoardFactory(partner=partner), title="Which disks last?")
    foreign = open_thread(board=BoardFactory(partner=other), title="Which tapes last?")
    response = client.get(url("partner", "fjordgrid"))
    assert response.context["branding"].partner_name == partner.name
    page = response.content.decode()
    assert own.title in page
    assert foreign.title not in page


def test_a_suspended_partner_is_gone_for_everybody_but_the_brand(client):
    partner = PartnerFactory(slug="fjordgrid", state="suspended")
    assert client.get(url("partner", "fjordgrid")).status_code == 404
    editor = MembershipFactory(partner=partner, role="editor").member
    client.force_login(editor.user)
    assert client.get(url("partner", "fjordgrid")).status_code == 404
    manager = MemberFactory()
    manager.user.groups.add(Group.objects.get_or_create(name=MANAGERS_GROUP)[0])
    client.force_login(manager.user)
    assert client.get(url("partner", "fjordgrid")).status_code == 200


def test_a_profile_shows_what_its_reader_may_read(client):
    ana = customer(handle="ana", name="Ana Silva", headline="Keeps tapes", bio="Since 1999.")
    open_thread(author=ana, title="An open question")
    open_thread(author=ana, title="A hidden question", board=BoardFactory(access="members"))
    page = client.get(url("member", "ana")).content.decode()
    for words in ("Ana Silva", "@ana", "Keeps tapes", "Since 1999.", "An open question"):
        assert words in page
    assert "A hidden question" not in page
    client.force_login(prospect().user)
    assert "A hidden question" in client.get(url("member", "ana")).content.decode()


def test_a_profile_of_somebody_who_left(client):
    MemberFactory(user=None, handle="left", name="Gone Member")
    assert "Gone Member" in client.get(url("member", "left")).content.decode()


def test_ones_own_page_asks_to_sign_in(client):
    response = client.get(url("me"))
    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=%2Fcommunity%2Fme%2F"


def test_ones_own_page_shows_seats(client):
    from channel_community.webinars import actions

    member, webinar = customer(), WebinarFactory(title="Backups that come back")
    actions.register(webinar=webinar, member=member)
    client.force_login(member.user)
    assert "Backups that come back" in client.get(url("me")).content.decode()
    assert "Backups that come back" not in client.get(url("member", member.handle)).content.decode()


def test_without_a_profile_ones_own_page_is_the_settings(client, django_user_model):
    user = django_user_model.objects.create_user("nina")
    client.force_login(user)
    user.community_member.delete()
    assert client.get(url("me"))["Location"] == url("settings")


@pytest.mark.parametrize("name", ["home", "me", "leaders", "my_reputation"])
def test_pages_take_nothing(client, name):
    client.force_login(customer().user)
    for method in ("post", "put", "delete"):
        assert getattr(client, method)(url(name)).status_code == 405
    assert client.head(url(name)).status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "99999999999999999999", ""])
def test_wrong_pages_of_the_ledger(client, page):
    client.force_login(customer().user)
    response = client.get(url("my_reputation"), {"page": page})
    assert response.status_code in {200, 404}
    assert response.status_code == 404 or page in {"", "1"}


# The thread under something else


def webinar_page(client, webinar):
    return client.get(f"/community/webinars/{webinar.pk}/{webinar.slug}/")


def test_under_a_webinar_the_first_post_opens_its_thread(client):
    board, webinar = BoardFactory(), WebinarFactory(title="Backups that come back")
    client.force_login(customer().user)
    page = webinar_page(client, webinar).content.decode()
    start = page.partition("/community/about/")[2].partition('"')[0].rstrip("/")
    subject = subject_of(start)
    assert (subject.instance, subject.board_id) == (webinar, board.pk)
    assert client.post(f"/community/about/{start}/", {"body": "Will it be recorded?"}).status_code == 302
    assert "Will it be recorded?" in webinar_page(client, webinar).content.decode()


def test_a_draft_typed_under_a_webinar_survives_signing_in(client):
    BoardFactory()
    webinar, member = WebinarFactory(title="Backups that come back"), customer()
    client.force_login(member.user)
    start = webinar_page(client, webinar).content.decode().partition("/community/about/")[2].partition('"')[0]
    client.logout()
    response = client.post(f"/community/about/{start}", {"body": "Kept words."})
    back = client.post(response["Location"], {"username": member.user.username, "password": "secret"})
    assert "Kept words." in client.get(back["Location"]).content.decode()


def test_under_a_webinar_only_the_latest_posts_are_shown(client, settings):
    settings.CHANNEL_COMMUNITY = {"EMBED_POSTS": 2}
    webinar = WebinarFactory()
    thread = open_thread(title="Backups", about=webinar, body="The first post.")
    for number in range(3):
        reply(thread, body=f"Reply number {number}.")
    page = webinar_page(client, webinar).content.decode()
    assert "The first post." not in page
    assert "Reply number 1." in page
    assert "Reply number 2." in page


def test_a_thread_on_a_board_one_may_not_read_is_not_shown_under_its_webinar(client):
    webinar = WebinarFactory()
    open_thread(title="Backups", about=webinar, board=BoardFactory(access="staff"), body="Hidden words.")
    assert "Hidden words." not in webinar_page(client, webinar).content.decode()
