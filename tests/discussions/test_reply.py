"""Replying, by plain form and as a program."""

import pytest
from django.utils import timezone

from channel_community.discussions.models import HeldPost, Post
from tests.discussions.build import (
    JSON,
    assert_error,
    key,
    open_thread,
    prospect,
    reply,
    reply_url,
    thread_url,
)
from tests.factories import BoardFactory

pytestmark = pytest.mark.django_db


def test_a_reply_by_form_leads_to_itself(browse, helper, thread):
    response = browse(helper).post(reply_url(thread), {"body": "Ours did.", "client_key": key()})
    assert response.status_code == 302
    assert response["Location"] == f"{thread_url(thread)}2/"
    post = Post.objects.get(thread=thread, number=2)
    assert (post.author, post.body, post.html) == (helper, "Ours did.", "<p>Ours did.</p>\n")


def test_a_reply_as_a_program_gets_the_post(browse, helper, thread):
    response = browse(helper).post(reply_url(thread), {"body": "Ours did.", "client_key": "k-1"}, **JSON)
    assert response.status_code == 201
    answer = response.json()
    assert answer["number"] == 2
    assert answer["client_key"] == "k-1"
    assert answer["url"] == f"{thread_url(thread)}2/"
    assert 'id="post-2"' in answer["html"]
    assert set(answer) == {"id", "number", "sequence", "url", "client_key", "html"}


def test_sending_a_form_twice_makes_one_post(browse, helper, thread):
    form = {"body": "Ours did.", "client_key": key()}
    first, second = (browse(helper).post(reply_url(thread), form) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Post.objects.filter(thread=thread).count() == 2


def test_sending_a_request_twice_gets_the_same_answer(browse, helper, thread):
    form = {"body": "Ours did.", "client_key": key()}
    first, second = (browse(helper).post(reply_url(thread), form, **JSON).json() for _ in range(2))
    assert first == second


def test_one_key_for_two_texts_is_a_conflict_that_keeps_the_text(browse, helper, thread):
    again = key()
    browse(helper).post(reply_url(thread), {"body": "Ours did.", "client_key": again})
    response = browse(helper).post(reply_url(thread), {"body": "Ours did not.", "client_key": again})
    assert response.status_code == 409
    assert "Ours did not." in response.content.decode()
    as_program = browse(helper).post(reply_url(thread), {"body": "Neither.", "client_key": again}, **JSON)
    assert_error(as_program, 409, "key_reused")
    assert Post.objects.filter(thread=thread).count() == 2


def test_one_key_for_two_threads_is_a_conflict(browse, helper, thread):
    other, again = open_thread(), key()
    browse(helper).post(reply_url(thread), {"body": "Ours did.", "client_key": again})
    response = browse(helper).post(reply_url(other), {"body": "Ours did.", "client_key": again}, **JSON)
    assert_error(response, 409, "key_reused")


def test_two_people_may_use_one_key(browse, asker, helper, thread):
    for member in (asker, helper):
        response = browse(member).post(reply_url(thread), {"body": "Yes.", "client_key": "same"}, **JSON)
        assert response.status_code == 201


@pytest.mark.parametrize("bad", ["a b", "<script>", "x" * 65, "é", "a\x00b"])
def test_a_damaged_key_is_named(browse, helper, thread, bad):
    response = browse(helper).post(reply_url(thread), {"body": "Ours did.", "client_key": bad}, **JSON)
    assert_error(response, 400, "bad_key", "client_key")
    page = browse(helper).post(reply_url(thread), {"body": "Ours did.", "client_key": bad})
    assert page.status_code == 400
    assert "Ours did." in page.content.decode()


def test_a_key_is_not_needed(browse, helper, thread):
    assert browse(helper).post(reply_url(thread), {"body": "Ours did."}).status_code == 302


def test_a_closed_thread_takes_no_reply_and_gives_the_text_back(browse, helper, thread):
    thread.is_closed = True
    thread.save()
    response = browse(helper).post(reply_url(thread), {"body": "Too late?"})
    assert response.status_code == 409
    assert "Too late?" in response.content.decode()
    assert "This thread is closed." in response.content.decode()
    assert_error(browse(helper).post(reply_url(thread), {"body": "x"}, **JSON), 409, "closed")
    assert Post.objects.filter(thread=thread).count() == 1


def test_an_unknown_thread_gives_the_text_back(browse, helper):
    response = browse(helper).post("/community/t/999999/reply/", {"body": "To nobody."})
    assert response.status_code == 404
    assert "To nobody." in response.content.decode()
    assert_error(browse(helper).post("/community/t/999999/reply/", {"body": "x"}, **JSON), 404, "not_found")


def test_too_fast_says_how_long_to_wait_and_keeps_the_text(browse, helper, thread, settings):
    settings.CHANNEL_COMMUNITY = {"POST_INTERVAL": "1/minute"}
    browse(helper).post(reply_url(thread), {"body": "One."})
    response = browse(helper).post(reply_url(thread), {"body": "Two, in a hurry."})
    assert response.status_code == 429
    assert 1 <= int(response["Retry-After"]) <= 60
    assert "Two, in a hurry." in response.content.decode()
    as_program = browse(helper).post(reply_url(thread), {"body": "Three."}, **JSON)
    assert_error(as_program, 429, "rate_limited")
    assert as_program["Retry-After"]


def test_a_suspended_member_reads_and_does_not_write(browse, helper, thread):
    helper.suspended_until = timezone.now() + timezone.timedelta(days=3)
    helper.save()
    assert browse(helper).get(thread_url(thread)).status_code == 200
    response = browse(helper).post(reply_url(thread), {"body": "Let me in."})
    assert response.status_code == 403
    content = response.content.decode()
    assert "Let me in." in content
    assert helper.suspended_until.strftime("%Y-%m-%d") in content
    assert_error(browse(helper).post(reply_url(thread), {"body": "x"}, **JSON), 403, "forbidden")


def test_a_user_without_a_profile_gets_one_with_the_first_reply(client, thread, django_user_model):
    user = django_user_model.objects.create_user("nina.new", password="x")
    client.force_login(user)
    user.community_member.delete()
    response = client.post(reply_url(thread), {"body": "Hello."}, **JSON)
    assert response.status_code == 202
    assert HeldPost.objects.get().author.user_id == user.pk


def test_a_prospects_first_two_replies_wait_and_the_third_does_not(browse, thread, asker):
    newcomer = prospect()
    for number in range(2):
        response = browse(newcomer).post(reply_url(thread), {"body": f"Hello {number}."})
        assert response.status_code == 302
        assert response["Location"].endswith("#reply")
    assert HeldPost.objects.filter(author=newcomer).count() == 2
    for number in range(2):
        reply(open_thread(), newcomer, body=f"Approved {number}.")
    response = browse(newcomer).post(reply_url(thread), {"body": "Third."}, **JSON)
    assert response.status_code == 201


def test_sending_a_held_reply_twice_keeps_one(browse, thread):
    newcomer, form = prospect(), {"body": "Hello.", "client_key": key()}
    answers = [browse(newcomer).post(reply_url(thread), form, **JSON) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json()["state"] == "held"
    assert HeldPost.objects.count() == 1
    other = browse(newcomer).post(reply_url(thread), {**form, "body": "Changed."}, **JSON)
    assert_error(other, 409, "key_reused")


def test_a_held_text_is_refused_now_if_it_could_not_be_shown(browse, thread):
    newcomer = prospect()
    response = browse(newcomer).post(reply_url(thread), {"body": ">" * 40 + " deep"}, **JSON)
    assert_error(response, 400, "too_complex", "body")
    assert HeldPost.objects.count() == 0


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("https://a.example [b](https://b.example)", 202),
        ("[a](https://a.example) [b](https://b.example) ![c](https://c.example/c.png)", 400),
        ("[x]: https://a.example\n\n[x] [x] [x]", 400),
        ("```\nhttps://a.example https://b.example https://c.example\n```", 202),
        ("[a](/community/) [b](/community/) [c](/community/)", 202),
    ],
)
def test_newcomers_may_lead_away_twice(browse, thread, body, status):
    response = browse(prospect()).post(reply_url(thread), {"body": body}, **JSON)
    assert response.status_code == status
    if status == 400:
        assert_error(response, 400, "too_many_links", "body")


def test_others_may_lead_away_twenty_times(browse, helper, thread):
    link = "[x](https://x.example/) "
    assert browse(helper).post(reply_url(thread), {"body": link * 20}, **JSON).status_code == 201
    assert_error(
        browse(helper).post(reply_url(thread), {"body": link * 21}, **JSON), 400, "too_many_links", "body"
    )


def test_at_most_ten_people_are_mentioned(browse, helper, thread):
    body = " ".join(f"@person{number}" for number in range(11))
    assert_error(
        browse(helper).post(reply_url(thread), {"body": body}, **JSON), 400, "too_many_mentions", "body"
    )


def test_a_mention_leads_to_the_profile(browse, helper, asker, thread):
    browse(helper).post(reply_url(thread), {"body": f"Thank you, @{asker.handle.upper()}!"})
    assert f'href="/community/m/{asker.handle}/"' in Post.objects.get(number=2).html


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_other_methods_are_not_allowed(browse, helper, thread, method):
    response = getattr(browse(helper), method)(reply_url(thread))
    assert response.status_code == 405
    assert response["Allow"] == "POST"


def test_a_thread_of_a_board_one_may_not_read_is_missing(browse, helper):
    hidden = open_thread(board=BoardFactory(access="staff"))
    response = browse(helper).post(reply_url(hidden), {"body": "x"}, **JSON)
    assert_error(response, 404, "not_found")
