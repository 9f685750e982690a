"""Completion of @mentions: who is suggested, to whom, and what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from channel_community import ratelimit
from tests.discussions.build import customer, open_thread, reply, url
from tests.factories import BoardFactory, MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_earlier_acts():
    ratelimit.reset()


@pytest.fixture
def me(client):
    member = customer(handle="me-myself", name="Max Me")
    client.force_login(member.user)
    return member


def ask(client, **query):
    return client.get(url("member_suggest"), query)


def handles(client, **query):
    return [person["handle"] for person in ask(client, **query).json()]


def test_handles_and_words_of_names_count_from_their_beginning(client, me):
    MemberFactory(handle="ana", name="Somebody")
    MemberFactory(handle="zoe", name="Zoe Andersson")
    MemberFactory(handle="other", name="Johanna Berg")
    assert handles(client, q="An") == ["ana", "zoe"]


def test_answer_holds_a_handle_a_name_and_a_picture_and_no_more(client, me):
    MemberFactory(handle="ana", name="Ana Silva")
    assert ask(client, q="ana").json() == [{"handle": "ana", "name": "Ana Silva", "avatar_url": ""}]


def test_at_most_eight_are_suggested(client, me):
    MemberFactory.create_batch(12, name="Anyone")
    assert len(handles(client, q="any")) == 8


def test_people_of_the_thread_come_first_and_alone_without_a_letter(client, me):
    MemberFactory(handle="anna", name="Anna")
    zoe = customer(handle="zoe", name="Zoe Andersson")
    thread = open_thread(author=me)
    reply(thread, zoe)
    assert handles(client, q="an", thread=thread.pk) == ["zoe", "anna"]
    assert handles(client, q="", thread=thread.pk) == ["zoe"]
    assert handles(client, q="") == []


def test_thread_that_may_not_be_read_tells_nothing(client, me):
    MemberFactory(handle="anna", name="Anna")
    thread = open_thread(author=customer(handle="anton", name="Zed"), board=BoardFactory(access="staff"))
    assert handles(client, q="an", thread=thread.pk) == ["anna", "anton"]
    assert handles(client, q="", thread=thread.pk) == []


def test_oneself_the_suspended_and_the_gone_are_left_out(client, me):
    MemberFactory(handle="man", suspended_until=timezone.now() + timedelta(days=1))
    MemberFactory(handle="mel", suspended_until=timezone.now() - timedelta(days=1))
    MemberFactory(handle="mia", user=None)
    assert handles(client, q="m") == ["mel"]


@pytest.mark.parametrize(
    "query", [{"q": "a\0b"}, {"q": "x" * 5000}, {"q": "an", "thread": "9" * 40}, {"q": "%"}]
)
def test_odd_questions_are_answered_with_nobody(client, me, query):
    assert ask(client, **query).json() == []


def test_signed_out_readers_get_401_in_json(client):
    response = ask(client, q="an")
    assert (response.status_code, response.json()["code"]) == (401, "sign_in")


def test_suspended_members_are_refused(client, me):
    me.suspended_until = timezone.now() + timedelta(days=1)
    me.save()
    assert ask(client, q="an").status_code == 403


def test_somebody_who_collects_names_is_slowed_down(client, me):
    answers = [ask(client, q="an") for _time in range(121)]
    assert [answers[-2].status_code, answers[-1].status_code] == [200, 429]
    assert int(answers[-1]["Retry-After"]) > 0


def test_suggestions_cost_one_query_however_many_there_are(client, me):
    thread = open_thread(posts=4, writers=[customer(), customer()])

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            ask(client, q="mem", thread=thread.pk)
        return [query["sql"] for query in seen.captured_queries]

    cost()
    few = cost()
    MemberFactory.create_batch(30)
    many = cost()
    assert len(few) == len(many)
    assert sum("suspended_until" in sql and "LIMIT 8" in sql for sql in many) == 1
    assert len(many) <= 5  # session, user, member, memberships and groups, the people
