"""Every place that shows somebody's words, with words that try to become markup."""

import json

import pytest
from bleach._vendor.html5lib import HTMLParser

from channel_community.discussions import actions
from tests.discussions.build import customer, open_thread, prospect, reply, thread_url, url
from tests.factories import BoardFactory, PartnerFactory, WebinarFactory

pytestmark = pytest.mark.django_db
HOSTILE = "</title></textarea>--><xss-canary>\" onxss=\"1\" ' onxss='1' {{ 7|add:7 }}&lt;xss-canary&gt;"


def outbreaks(html):
    """Elements and attributes that words have made."""
    found = []
    for node in HTMLParser(namespaceHTMLElements=False).parse(html).iter():
        if isinstance(node.tag, str) and (
            "xss" in node.tag or any("xss" in str(name) for name in node.attrib)
        ):
            found.append((node.tag, dict(node.attrib)))
    return found


@pytest.fixture
def world(db):
    """Hostile words in every field that people fill in."""
    partner = PartnerFactory(name=HOSTILE[:80], slug="hostile", tagline=HOSTILE[:120], description=HOSTILE)
    author = customer(name=HOSTILE[:80], headline=HOSTILE[:120], bio=HOSTILE, handle="hostile")
    board = BoardFactory(partner=partner, title=HOSTILE[:80], description=HOSTILE)
    webinar = WebinarFactory(partner=partner, host=author, title=HOSTILE, summary=HOSTILE)
    thread = open_thread(
        board=board, author=author, title=HOSTILE, body=f"{HOSTILE} @hostile `{HOSTILE}`", about=webinar
    )
    answer = reply(thread, author, body=f"```\n{HOSTILE}\n```\n\n[{HOSTILE}](/x) ![{HOSTILE}](/x.png)")
    actions.answer_accept(post=answer, actor=author)
    actions.post_hold(author=prospect(name=HOSTILE[:80]), thread=thread, body=HOSTILE)
    actions.post_hold(author=prospect(), board=board, title=HOSTILE, body=HOSTILE)
    return {"author": author, "board": board, "thread": thread, "webinar": webinar}


def pages(world):
    thread, board, webinar = world["thread"], world["board"], world["webinar"]
    post = thread.posts.get(number=2)
    return [
        url("home"),
        url("partner", "hostile"),
        url("board", board.pk, board.slug),
        f"{url('thread_new', board.pk, board.slug)}?title={HOSTILE}",
        thread_url(thread),
        url("post_edit", post.pk),
        url("post_delete", post.pk),
        url("member", "hostile"),
        url("me"),
        url("settings"),
        url("leaders"),
        url("my_reputation"),
        url("moderation"),
        url("webinar_list"),
        f"/community/webinars/{webinar.pk}/{webinar.slug}/",
    ]


def test_the_judge_sees_what_it_looks_for():
    for before, after in [
        ("", ""),
        ('<p title="', '">'),
        ("<p title='", "'>"),
        ("<title>", ""),
        ("<!--", ""),
    ]:
        assert outbreaks(f"{before}{HOSTILE[:80]}{after}")


def test_words_stay_words_on_every_page(browse, world):
    manager = world["author"]
    manager.user.is_superuser = True
    manager.user.save()
    for client in (browse(), browse(manager)):
        for path in pages(world):
            response = client.get(path)
            assert response.status_code in {200, 302}, path
            assert outbreaks(response.content.decode()) == [], path


def test_words_stay_words_in_refusals(browse, world):
    client, board = browse(customer()), world["board"]
    form = {"title": HOSTILE, "body": HOSTILE, "tags": HOSTILE, "kind": HOSTILE, "client_key": HOSTILE}
    for path in (
        url("thread_new", board.pk, board.slug),
        url("thread_reply", world["thread"].pk),
        "/community/t/999999/reply/",
        f"/community/about/{'x' * 20}/",
    ):
        response = client.post(path, form)
        assert 400 <= response.status_code < 500
        assert outbreaks(response.content.decode()) == [], path
        assert "&lt;xss-canary" in response.content.decode(), path


def test_words_stay_words_in_frames(client, world):
    response = client.get(url("thread_changes", world["thread"].pk))
    assert response["Content-Type"] == "application/json"
    assert response["X-Content-Type-Options"] == "nosniff"
    frame = json.loads(response.content)
    assert frame["thread"]["title"] == HOSTILE
    for entry in frame["posts"]:
        assert outbreaks(entry["html"]) == []
