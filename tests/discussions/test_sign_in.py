"""Words typed by somebody whose session or page is too old: they are there again after signing in."""

import re

import pytest
from django.test import Client

from channel_community.discussions.models import Post
from tests.discussions.build import (
    JSON,
    assert_error,
    new_url,
    open_thread,
    reply,
    reply_url,
    thread_url,
    url,
)
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db
TYPED = "Twelve lines that took me half an hour."


def sign_in(client, member, response):
    """Follow the redirect to the sign-in page, sign in there, and return the page one comes back to."""
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=")
    back = client.post(response["Location"], {"username": member.user.username, "password": "secret"})
    assert back.status_code == 302
    return client.get(back["Location"].partition("#")[0])


@pytest.fixture
def member(db):
    from tests.factories import MembershipFactory

    return MembershipFactory(member=MemberFactory()).member


def test_a_reply_survives_signing_in(client, member, thread):
    page = sign_in(client, member, client.post(reply_url(thread), {"body": TYPED}))
    assert page.request["PATH_INFO"] == thread_url(thread)
    assert TYPED in page.content.decode()


def test_a_new_thread_survives_signing_in_with_its_title(client, member, board):
    form = {"title": "A title of mine", "kind": "discussion", "body": TYPED, "tags": "raid, disks"}
    page = sign_in(client, member, client.post(f"{new_url(board)}?title=Older", form)).content.decode()
    assert TYPED in page
    assert 'value="A title of mine"' in page
    assert 'value="raid, disks"' in page
    assert re.search(r'value="discussion"[^>]*checked', page)


def test_an_edit_survives_signing_in(client, member, thread):
    post = reply(thread, member)
    page = sign_in(client, member, client.post(url("post_edit", post.pk), {"body": TYPED}))
    assert TYPED in page.content.decode()


def test_a_draft_that_was_sent_is_forgotten(client, member, thread):
    sign_in(client, member, client.post(reply_url(thread), {"body": TYPED}))
    client.post(reply_url(thread), {"body": TYPED})
    form = client.get(thread_url(thread)).context["form"]
    assert not form["body"].value()


def test_too_long_a_draft_is_kept_whole_and_refused_later(client, member, thread):
    long = "x" * 20_500
    page = sign_in(client, member, client.post(reply_url(thread), {"body": long}))
    assert long in page.content.decode()


def test_drafts_belong_to_their_thread(client, member, thread):
    other = open_thread()
    sign_in(client, member, client.post(reply_url(thread), {"body": TYPED}))
    assert TYPED not in client.get(thread_url(other)).content.decode()


def test_only_the_last_few_drafts_are_kept(client, member):
    threads = [open_thread(title=f"Thread number {number}") for number in range(7)]
    for thread in threads:
        client.post(reply_url(thread), {"body": f"{TYPED} {thread.pk}"})
    assert len(client.session["channel_community_drafts"]) == 5


def test_programs_are_told_where_to_sign_in(client, thread, board):
    for path in (reply_url(thread), new_url(board), url("post_edit", thread.posts.get().pk)):
        response = client.post(path, {"body": TYPED}, **JSON)
        assert response.status_code == 401
        answer = response.json()
        assert answer["code"] == "sign_in"
        assert answer["login_url"].startswith("/accounts/login/?next=")


def test_reading_the_form_for_a_new_thread_asks_to_sign_in(client, board):
    response = client.get(f"{new_url(board)}?title=x")
    assert response.status_code == 302
    assert "title" in response["Location"]


# Stale tokens


def forms(thread, board, member):
    post = reply(thread, member)
    return {
        "reply": (reply_url(thread), {"body": TYPED}),
        "start": (new_url(board), {"title": "A title of mine", "body": TYPED}),
        "edit": (url("post_edit", post.pk), {"body": TYPED}),
    }


@pytest.mark.parametrize("form", ["reply", "start", "edit"])
@pytest.mark.parametrize("token", [None, "", "x" * 64, "stale"])
def test_a_stale_token_gives_the_text_back_with_a_fresh_one(browse, member, thread, board, form, token):
    path, values = forms(thread, board, member)[form]
    client = browse(member, strict=True)
    before = Post.objects.count()
    response = client.post(path, values if token is None else {**values, "csrfmiddlewaretoken": token})
    content = response.content.decode()
    assert response.status_code == 403
    assert TYPED in content
    assert "This page had grown old." in content
    assert Post.objects.count() == before

    fresh = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', content)[1]
    again = client.post(path, {**values, "csrfmiddlewaretoken": fresh})
    assert again.status_code == 302
    assert Post.objects.filter(body=TYPED).count() == 1


@pytest.mark.parametrize("name", ["post_delete", "post_react", "post_accept"])
def test_buttons_need_a_token_too(browse, asker, thread, name):
    answer = reply(thread, asker if name == "post_delete" else None)
    client = browse(asker, strict=True)
    response = client.post(url(name, answer.pk), {"kind": "helped"})
    assert response.status_code == 403
    assert "This page had grown old." in response.content.decode()
    assert_error(client.post(url(name, answer.pk), {"kind": "helped"}, **JSON), 403, "csrf")
    answer.refresh_from_db()
    assert (answer.state, answer.reactions) == ("visible", {})


def test_programs_need_a_token_with_the_cookie(browse, member, thread):
    client = browse(member, strict=True)
    assert_error(client.post(reply_url(thread), {"body": TYPED}, **JSON), 403, "csrf")
    page = client.get(thread_url(thread)).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    response = client.post(reply_url(thread), {"body": TYPED}, HTTP_X_CSRFTOKEN=token, **JSON)
    assert response.status_code == 201


def test_another_site_cannot_write_into_a_visitors_session(thread):
    visitor = Client(enforce_csrf_checks=True)
    response = visitor.post(reply_url(thread), {"body": TYPED})
    assert response.status_code == 403
    assert TYPED in response.content.decode()
    assert "sessionid" not in visitor.cookies


def test_another_sites_origin_is_refused(browse, member, thread):
    client = browse(member, strict=True)
    page = client.get(thread_url(thread)).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    form = {"body": TYPED, "csrfmiddlewaretoken": token}
    assert client.post(reply_url(thread), form, HTTP_ORIGIN="https://evil.example").status_code == 403
    assert client.post(reply_url(thread), form, HTTP_ORIGIN="http://testserver").status_code == 302
