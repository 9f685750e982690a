"""Texts that cannot be taken: each is refused with its reason beside its field, and nothing typed is lost."""

from urllib.parse import quote

import pytest

from channel_community.discussions.models import Thread
from tests.discussions.build import JSON, assert_error, new_url, prospect, reply, reply_url, url

pytestmark = pytest.mark.django_db

EMPTY = ["", " ", "\n\n\t ", "\u200b\u200b", "\u00a0\u3000", "\u2063\u202e", "\ufeff"]
UNPRINTABLE = ["a\x00b", "a\x07b", "\x1b[31mred", "a\x85b", "a\x7fb", "\x9f"]
TOO_LONG = "x" * 20_001
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(params=["reply", "edit", "start"])
def send(request, browse, helper, thread, board):
    """Post a body to each form that takes one; the title is right where there is one."""
    post = reply(thread, helper)
    target = {"reply": reply_url(thread), "edit": url("post_edit", post.pk), "start": new_url(board)}[
        request.param
    ]

    def posted(body, **extra):
        return browse(helper).post(target, {"title": "A good title", "body": body}, **extra)

    posted.raw = lambda data, **extra: browse(helper).post(target, data, content_type=FORM, **extra)
    return posted


@pytest.mark.parametrize("body", EMPTY, ids=ascii)
def test_empty_texts(send, body):
    assert_error(send(body, **JSON), 400, "empty", "body")
    page = send(body)
    assert page.status_code == 400
    assert "Write something first" in page.content.decode()


def test_a_missing_field_is_an_empty_one(browse, helper, thread):
    assert_error(browse(helper).post(reply_url(thread), {}, **JSON), 400, "empty", "body")


@pytest.mark.parametrize("body", UNPRINTABLE, ids=ascii)
def test_control_characters_are_named_with_their_place(send, body):
    error = assert_error(send(body, **JSON), 400, "unprintable", "body")
    assert "U+00" in error["errors"]["body"][0]
    page = send(f"Before {body}")
    assert page.status_code == 400
    assert "Before " in page.content.decode()


@pytest.mark.parametrize("tail", ["%ED%A0%80", "%ED%B0%80", "%FF", "%C3", "%F8%88%80%80%80", "%C0%AF"])
def test_lone_surrogates_and_broken_utf8(send, tail):
    data = f"title=A+good+title&body=Before+{tail}"
    assert_error(send.raw(data, **JSON), 400, "not_utf8", "body")
    page = send.raw(data)
    assert page.status_code == 400
    assert "Before " in page.content.decode()


def test_raw_bytes_that_are_not_utf8(send):
    assert_error(send.raw(b"title=A+good+title&body=caf\xe9", **JSON), 400, "not_utf8", "body")


def test_another_character_set_is_refused(browse, helper, thread):
    response = browse(helper).generic("POST", reply_url(thread), b"body=x", f"{FORM}; charset=utf-16")
    assert response.status_code == 400


def test_the_longest_text_and_one_character_more(send):
    longest = "word " * 3_999 + "words"
    assert len(longest) == 20_000
    assert send(longest, **JSON).status_code in {200, 201}
    error = assert_error(send(TOO_LONG, **JSON), 400, "too_long", "body")
    assert "1 character too long" in error["errors"]["body"][0]
    page = send(TOO_LONG)
    assert page.status_code == 400
    assert TOO_LONG in page.content.decode()


def test_the_longest_text_in_letters_of_four_bytes(send):
    assert send("\U0001f4be" * 20_000, **JSON).status_code in {200, 201}


def test_a_text_of_combining_marks_is_taken(send):
    assert send("a" + "\u0316" * 5_000, **JSON).status_code in {200, 201}


def test_a_bomb_is_refused_in_words(send):
    error = assert_error(send("[" * 20_000, **JSON), 400, "too_complex", "body")
    assert "too many brackets" in error["detail"]
    assert send("[" * 20_000).status_code == 400


@pytest.mark.parametrize("title", ["", "ab", " \u200b a", "x" * 151, "a\x00bc", "a\x1bbc"], ids=ascii)
def test_titles_that_cannot_be_taken(browse, helper, board, title):
    response = browse(helper).post(new_url(board), {"title": title, "body": "A text."}, **JSON)
    assert response.status_code == 400
    assert list(response.json()["errors"]) == ["title"]
    page = browse(helper).post(new_url(board), {"title": title, "body": "A text."})
    assert page.status_code == 400
    assert "A text." in page.content.decode()


@pytest.mark.parametrize("tags", ["a,b,c,d,e,f", "<b>", "x" * 31, "***", "\u200b"])
def test_tags_that_cannot_be_taken(browse, helper, board, tags):
    form = {"title": "A good title", "body": "A text.", "tags": tags}
    response = browse(helper).post(new_url(board), form, **JSON)
    assert response.status_code == 400
    assert list(response.json()["errors"]) == ["tags"]


def test_an_unknown_kind_is_named(browse, helper, board):
    form = {"title": "A good title", "body": "A text.", "kind": "poll"}
    assert_error(browse(helper).post(new_url(board), form, **JSON), 400, "unknown_kind", "kind")
    page = browse(helper).post(new_url(board), form)
    assert page.status_code == 400
    assert "A text." in page.content.decode()


def test_all_wrong_fields_are_named_at_once(browse, helper, board):
    form = {"title": "x", "body": "", "tags": "<b>", "kind": "poll", "client_key": "a b"}
    response = browse(helper).post(new_url(board), form, **JSON)
    assert response.status_code == 400
    assert set(response.json()["errors"]) == {"title", "body", "tags", "kind", "client_key"}
    page = browse(helper).post(new_url(board), {**form, "title": "y" * 151})
    assert "y" * 151 in page.content.decode()
    assert Thread.objects.filter(board=board).count() == 0


@pytest.mark.parametrize(
    "number", ["0", "-1", "2", "99999999999999999999", "9" * 5000, "x", "", "1.0", "\u0661", "1%00"]
)
def test_wrong_page_numbers(client, thread, number):
    base = url("thread", thread.pk, thread.slug)
    response = client.get(f"{base}?page={number if '%' in number else quote(number)}")
    assert response.status_code == 404
    assert "1 page" in response.content.decode()
    assert client.get(f"{base}?page={number}", **JSON).json()["code"] == "not_found"


@pytest.mark.parametrize("number", [0, 2, 99999999999999999999, 10**4000])
def test_wrong_post_numbers(client, thread, number):
    assert client.get(f"{url('thread', thread.pk, thread.slug)}{number}/").status_code == 404


HUGE = [2**31, 2**63 - 1, 2**63, 2**64, 10**30]
READS = ["b/{}/x/", "t/{}/x/", "t/{}/x/1/", "t/{}/changes/", "posts/{}/", "b/{}/x/new/"]
WRITES = [
    "t/{}/reply/",
    "posts/{}/edit/",
    "posts/{}/delete/",
    "posts/{}/react/",
    "posts/{}/accept/",
    "b/{}/x/new/",
]


@pytest.mark.parametrize("number", HUGE)
@pytest.mark.parametrize("path", READS)
def test_ids_that_no_database_holds(browse, helper, path, number):
    assert browse(helper).get(f"/community/{path.format(number)}").status_code == 404


@pytest.mark.parametrize("number", HUGE)
@pytest.mark.parametrize("path", WRITES)
def test_writes_to_ids_that_no_database_holds(browse, helper, path, number):
    form = {"title": "A good title", "body": "Mine.", "kind": "helped"}
    response = browse(helper).post(f"/community/{path.format(number)}", form)
    assert response.status_code == 404
    assert "Mine." in response.content.decode()


@pytest.mark.parametrize("after", ["-1", "x", "1.5", "99999999999999999999", "\u0661", "0x10"])
def test_wrong_sequences(client, thread, after):
    response = client.get(url("thread_changes", thread.pk), {"after": after})
    assert_error(response, 400, "invalid", "after")


def test_an_unknown_reaction(browse, helper, thread):
    first = thread.posts.get()
    for kind in ("", "love", "helped\x00", "x" * 5000):
        assert_error(
            browse(helper).post(url("post_react", first.pk), {"kind": kind}, **JSON),
            400,
            "unknown_kind",
            "kind",
        )


@pytest.mark.parametrize(
    "query", ["kind=poll", "kind=%00", "unanswered=perhaps", "before=%00", "kind[]=x", "page=9"]
)
def test_unknown_filters_show_the_board(client, board, thread, query):
    assert client.get(f"{url('board', board.pk, board.slug)}?{query}").status_code == 200


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "AAAA",
        "é",
        "=" * 50,
        "MDAwMS0wMS0wMVQwMDowMDowMCsxNDowMH41",  # the year 1, east of Greenwich
        "OTk5OS0xMi0zMVQyMzo1OTo1OS0xNDowMH41",  # the year 9999, west of it
        "MjAyNi0wMS0wMVQwMDowMDowMH41",  # without a zone
        "MjAyNi0wMS0wMVQwMDowMDowMCswMDowMH45OTk5OTk5OTk5OTk5OTk5OTk5OTk",  # an id that no database holds
    ],
)
def test_damaged_cursors_show_the_first_page(client, board, thread, cursor):
    response = client.get(url("board", board.pk, board.slug), {"before": cursor})
    assert response.status_code == 200
    assert thread.title in response.content.decode()


@pytest.mark.parametrize(
    "handle", ["nobody", "%00", "a%00b", "x" * 5000, "%F0%9F%92%BE", "..%2f", "%ED%A0%80"]
)
def test_people_who_are_not_there(client, db, handle):
    assert client.get(f"/community/m/{handle}/").status_code == 404


def test_a_moderators_reason_may_hold_anything(browse, thread, django_user_model):
    from channel_community.discussions import actions

    held = actions.post_hold(author=prospect(), thread=thread, body="Hello.")
    client = browse()
    client.force_login(django_user_model.objects.create_superuser("root", password="x"))
    form = {"decision": "refuse", "reason": "no\x00 \u202e" + "x" * 400}
    assert client.post(url("moderation_decide", held.pk), form).status_code == 302
    held.refresh_from_db()
    assert held.reason.startswith("no x")
    assert len(held.reason) == 300


def test_forms_that_are_too_big_or_broken(browse, helper, thread):
    client, path = browse(helper), reply_url(thread)
    assert client.post(path, f"body={'x' * 3_000_000}", content_type=FORM).status_code == 400
    fields = "&".join(f"f{number}=x" for number in range(1_500))
    assert client.post(path, fields, content_type=FORM).status_code == 400
    assert (
        client.post(path, b"--x\r\nbroken", content_type="multipart/form-data; boundary=x").status_code == 400
    )
    assert client.post(path, b"x", content_type="multipart/form-data").status_code == 400
    assert client.post(path, b'{"body": "x"}', content_type="application/json").status_code == 400
    assert thread.posts.count() == 1


@pytest.mark.parametrize("token", ["x", "a:b:c", "%00", "x" * 3000, "%ED%A0%80"])
def test_a_token_for_nothing(browse, helper, token):
    response = browse(helper).post(f"/community/about/{token}/", {"body": "About what?"})
    assert response.status_code == 404
    assert "About what?" in response.content.decode()
