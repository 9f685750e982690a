"""Reactions and accepted answers."""

import pytest

from channel_community.discussions.models import Reaction
from tests.discussions.build import JSON, assert_error, open_thread, prospect, reply, thread_url, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(thread, helper):
    return reply(thread, helper)


def react_url(post):
    return url("post_react", post.pk)


def accept_url(post):
    return url("post_accept", post.pk)


def test_a_reaction_counts_and_again_takes_it_back(browse, asker, answer, thread):
    for expected in ({"helped": 1}, {}):
        response = browse(asker).post(react_url(answer), {"kind": "helped"})
        assert response["Location"] == f"{thread_url(thread)}2/"
        answer.refresh_from_db()
        assert answer.reactions == expected
    assert Reaction.objects.count() == 0


def test_a_program_asks_for_a_state(browse, asker, answer):
    for _ in range(2):
        response = browse(asker).post(react_url(answer), {"kind": "helped", "on": "1"}, **JSON)
        assert response.json()["on"] is True
    assert Reaction.objects.count() == 1
    for _ in range(2):
        response = browse(asker).post(react_url(answer), {"kind": "helped", "on": "0"}, **JSON)
        assert response.json()["on"] is False
    assert Reaction.objects.count() == 0


def test_three_kinds_count_apart(browse, asker, answer):
    for kind in ("helped", "thanks", "insight"):
        browse(asker).post(react_url(answer), {"kind": kind})
    answer.refresh_from_db()
    assert answer.reactions == {"helped": 1, "insight": 1, "thanks": 1}


def test_nobody_reacts_to_their_own_post(browse, helper, answer):
    assert_error(browse(helper).post(react_url(answer), {"kind": "helped"}, **JSON), 403, "forbidden")
    page = browse(helper).post(react_url(answer), {"kind": "helped"})
    assert page.status_code == 403
    assert "your own post" in page.content.decode()


def test_prospects_do_not_react_and_hear_why(browse, answer):
    page = browse(prospect()).post(react_url(answer), {"kind": "helped"})
    assert page.status_code == 403
    assert "once you are a customer" in page.content.decode()


def test_sixty_reactions_a_minute(browse, asker, answer, settings):
    settings.CHANNEL_COMMUNITY = {"REACTION_RATE": "1/minute"}
    browse(asker).post(react_url(answer), {"kind": "helped"})
    response = browse(asker).post(react_url(answer), {"kind": "helped"}, **JSON)
    assert_error(response, 429, "rate_limited")
    assert response["Retry-After"]


def test_the_asker_accepts_and_takes_it_back(browse, asker, answer, thread):
    assert browse(asker).post(accept_url(answer)).status_code == 302
    thread.refresh_from_db()
    assert thread.accepted_post == answer
    assert "data-accepted" in browse().get(thread_url(thread)).content.decode()
    assert browse(asker).post(accept_url(answer), {"undo": "1"}).status_code == 302
    thread.refresh_from_db()
    assert thread.accepted_post is None


def test_another_answer_takes_the_place(browse, asker, answer, thread):
    better = reply(thread, body="Better.")
    for post in (answer, better):
        browse(asker).post(accept_url(post))
    thread.refresh_from_db()
    assert thread.accepted_post == better


def test_others_do_not_accept(browse, helper, answer):
    assert_error(browse(helper).post(accept_url(answer), **JSON), 403, "forbidden")


def test_the_question_is_not_its_own_answer(browse, asker, thread):
    assert_error(browse(asker).post(accept_url(thread.posts.get()), **JSON), 409, "is_question")


def test_only_questions_have_answers(browse, asker):
    talk = open_thread(author=asker, kind="discussion", posts=2)
    assert_error(browse(asker).post(accept_url(talk.posts.get(number=2)), **JSON), 409, "no_question")


@pytest.mark.parametrize("name", ["post_react", "post_accept"])
def test_only_posting_changes_something(browse, asker, answer, name):
    for method in ("get", "head", "put", "delete"):
        assert getattr(browse(asker), method)(url(name, answer.pk)).status_code == 405


@pytest.mark.parametrize("name", ["post_react", "post_accept", "post_delete"])
def test_signed_out_people_are_asked_to_sign_in(browse, answer, thread, name):
    response = browse().post(url(name, answer.pk), {"kind": "helped"})
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=")
    as_program = browse().post(url(name, answer.pk), {"kind": "helped"}, **JSON)
    assert as_program.status_code == 401
    assert as_program.json()["login_url"].startswith("/accounts/login/")
