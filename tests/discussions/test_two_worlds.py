"""Two worlds that differ only in what a reader may not see give that reader the same bytes."""

import re

import pytest
from django.contrib.auth.models import Group

from channel_community.discussions import actions
from channel_community.members.viewer import ANONYMOUS, viewer_for_member
from channel_community.realtime.topics import parse
from tests.discussions.build import JSON, customer, open_thread, prospect, reply, thread_url, url
from tests.factories import BoardFactory, PartnerFactory, WebinarFactory

pytestmark = pytest.mark.django_db
CANARY = "Xanadu"
VARYING = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"'
    r'|name="client_key" value="[\w-]+"|value="[\w-]+" id="id_client_key"'
    r'|(?<=/)discuss/[\w:-]+|about/[\w:.-]+/|data-cc-viewer="\d*"'
)


@pytest.fixture
def open_world(db):
    """What everybody may read."""
    partner = PartnerFactory(name="Fjordgrid", slug="fjordgrid")
    ana = customer(handle="ana", name="Ana")
    board = BoardFactory(partner=partner, title="Open board", slug="open-board")
    thread = open_thread(
        board=board, author=ana, title="Open question", posts=2, writers=[customer(name="Hugo")]
    )
    gone = open_thread(board=board, author=ana, title="Another open one", body="Nothing special.")
    return {"partner": partner, "ana": ana, "board": board, "thread": thread, "gone": gone}


def hide_more(world):
    """Add what only some may read, all of it with the canary in its words; returns the hidden rows."""
    group = Group.objects.create(name=f"{CANARY} insiders")
    other = PartnerFactory(name=f"{CANARY} Systems", slug="xanadu", state="suspended")
    boards = [
        BoardFactory(partner=world["partner"], access="staff", title=f"{CANARY} staff"),
        BoardFactory(partner=world["partner"], access="group", group=group, title=f"{CANARY} gate"),
        BoardFactory(partner=world["partner"], access="customers", title=f"{CANARY} customers"),
        BoardFactory(partner=other, title=f"{CANARY} of a suspended partner"),
        BoardFactory(access="staff", title=f"{CANARY} of the network"),
    ]
    threads = [
        open_thread(
            board=board, author=world["ana"], title=f"{CANARY} thread", body=f"{CANARY} text", tags=CANARY
        )
        for board in boards
    ]
    for thread in threads:
        reply(thread, world["ana"], body=f"{CANARY} reply")
    actions.post_hold(author=prospect(name=CANARY), thread=world["thread"], body=f"{CANARY} held")
    actions.post_hold(author=prospect(name=CANARY), board=world["board"], title=f"{CANARY} held", body="x")
    WebinarFactory(title=f"{CANARY} draft", host=world["ana"], state="draft")
    WebinarFactory(title=f"{CANARY} suspended", host=world["ana"], partner=other)
    return boards, threads, other


def pages(world):
    """Every address of the open world that shows something of discussions."""
    return [
        url("home"),
        url("partner", world["partner"].slug),
        url("board", world["board"].pk, world["board"].slug),
        f"{url('board', world['board'].pk, world['board'].slug)}?kind=question",
        thread_url(world["thread"]),
        f"{url('thread_changes', world['thread'].pk)}?after=0",
        url("member", "ana"),
        url("leaders"),
        url("webinar_list"),
        url("me"),
        url("moderation"),
    ]


def fetch(client, world):
    found = {}
    for path in pages(world):
        response = client.get(path)
        found[path] = (response.status_code, VARYING.sub("", response.content.decode()))
    return found


@pytest.mark.parametrize("reader", ["signed out", "prospect", "stranger", "suspended"])
def test_no_byte_depends_on_what_the_reader_may_not_see(browse, open_world, reader):
    from django.utils import timezone

    member = {"signed out": None, "prospect": prospect(), "stranger": customer(), "suspended": customer()}[
        reader
    ]
    if reader == "suspended":
        member.suspended_until = timezone.now() + timezone.timedelta(days=1)
        member.save()
    client = browse(member)
    before = fetch(client, open_world)
    hide_more(open_world)
    after = fetch(client, open_world)
    assert CANARY not in "".join(text for _status, text in after.values())
    assert after == before


def test_the_canary_is_seen_by_those_who_may_see_it(browse, open_world):
    boards, _threads, _other = hide_more(open_world)
    ana = open_world["ana"]
    ana.user.groups.add(boards[1].group)
    assert CANARY in browse(ana).get(url("member", "ana")).content.decode()


def probes(board_id, thread_id, post_id, slug):
    return {
        "board": ("get", f"/community/b/{board_id}/x/"),
        "new": ("post", f"/community/b/{board_id}/x/new/"),
        "thread": ("get", f"/community/t/{thread_id}/x/"),
        "number": ("get", f"/community/t/{thread_id}/x/1/"),
        "changes": ("get", f"/community/t/{thread_id}/changes/"),
        "reply": ("post", f"/community/t/{thread_id}/reply/"),
        "post": ("get", f"/community/posts/{post_id}/"),
        "edit": ("post", f"/community/posts/{post_id}/edit/"),
        "delete": ("post", f"/community/posts/{post_id}/delete/"),
        "react": ("post", f"/community/posts/{post_id}/react/"),
        "accept": ("post", f"/community/posts/{post_id}/accept/"),
        "partner": ("get", f"/community/p/{slug}/"),
    }


@pytest.mark.parametrize("signed_in", [False, True])
@pytest.mark.parametrize("as_program", [False, True])
def test_what_is_hidden_answers_like_what_is_missing(browse, open_world, signed_in, as_program):
    boards, threads, other = hide_more(open_world)
    client, extra = browse(customer() if signed_in else None), JSON if as_program else {}
    form = {"title": "A good title", "body": "x", "kind": "helped"}

    def ask(found):
        answers = {}
        for name, (method, path) in found.items():
            response = getattr(client, method)(path, form if method == "post" else {}, **extra)
            text = VARYING.sub("", response.content.decode())
            answers[name] = (
                response.status_code,
                re.sub(r"/community/[a-z]+/(\d+|\w+)/[\w/%]*", "PATH", text),
            )
        return answers

    missing = ask(probes(999999, 999999, 999999, "nobody"))
    assert {status for status, _text in missing.values()} == {404}
    for board, thread in zip(boards, threads, strict=True):
        assert ask(probes(board.pk, thread.pk, thread.posts.first().pk, other.slug)) == missing


def test_hidden_threads_have_no_topic_on_the_socket(open_world):
    _boards, threads, _other = hide_more(open_world)
    readers = [ANONYMOUS, viewer_for_member(prospect()), viewer_for_member(customer())]
    for reader in readers:
        for thread in threads:
            topic = parse(f"thread:{thread.pk}")
            assert topic.type.resolve(reader, topic.ident) is None
        topic = parse(f"thread:{open_world['thread'].pk}")
        assert topic.type.resolve(reader, topic.ident) is not None


def test_a_removed_text_is_in_no_answer(browse, client, open_world):
    ana, thread = open_world["ana"], open_world["thread"]
    post = reply(thread, ana, body=f"{CANARY} said in anger")
    actions.answer_accept(post=post, actor=ana)
    actions.post_remove(post=post, actor=ana)
    lone = open_thread(board=open_world["board"], author=ana, title="Lone thread", body=f"{CANARY} alone")
    actions.post_remove(post=lone.posts.get(), actor=ana)
    for reader in (client, browse(customer()), browse(ana)):
        for path in [*pages(open_world), url("post", post.pk), thread_url(lone)]:
            assert CANARY not in reader.get(path, follow=True).content.decode(), path
