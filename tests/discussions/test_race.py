"""Real processes that write into one thread at the same moment, on the database the suite runs on."""

import json

import pytest

pytestmark = [pytest.mark.slow]

MAKE = """
from tests.discussions.build import customer, open_thread
people = [customer(handle=f"runner-{n}", name=f"Runner {n}") for n in range(10)]
open_thread(author=people[0], posts=4)
"""

LOAD = """
from channel_community.discussions import actions
from channel_community.exceptions import CommunityError
from channel_community.models import Member, Post, Thread
thread = Thread.objects.get()
people = list(Member.objects.filter(handle__startswith="runner-").order_by("pk"))
"""

TELL = """
import json
from channel_community.models import Event, Post, Reaction, Thread
thread = Thread.objects.get()
posts = Post.objects.filter(thread=thread).order_by("number")
counted = {}
for post_id, kind in Reaction.objects.values_list("post_id", "kind"):
    counted.setdefault(post_id, {}).setdefault(kind, 0)
    counted[post_id][kind] += 1
print(json.dumps({
    "numbers": [post.number for post in posts],
    "sequences": sorted(post.sequence for post in posts),
    "head": thread.sequence,
    "replies": thread.reply_count,
    "last": thread.last_number,
    "board": thread.board.post_count,
    "created": Event.objects.filter(name="discussions.post.created").count(),
    "accepted": Event.objects.filter(name="discussions.answer.accepted").count()
        - Event.objects.filter(name="discussions.answer.unaccepted").count(),
    "reactions": sum(sum(kinds.values()) for kinds in counted.values()),
    "given": Event.objects.filter(name="discussions.post.reacted").count()
        - Event.objects.filter(name="discussions.post.unreacted").count(),
    "cached is counted": all(post.reactions == counted.get(post.pk, {}) for post in posts),
}))
"""


def tell(elsewhere):
    return json.loads(elsewhere.ask(TELL))


def test_one_form_sent_from_two_processes_makes_one_post(elsewhere):
    elsewhere.ask(MAKE)
    send = (
        LOAD
        + """
made = [
    actions.post_create(thread=thread, author=people[1], body=f"Form {n}.", client_key=f"key-{n}").number
    for n in range(20)
]
print(made)
"""
    )
    first, second = elsewhere.together(send, send)
    assert first == second
    told = tell(elsewhere)
    assert told["numbers"] == list(range(1, 25))
    assert told["created"] == 24


def test_one_form_that_opens_a_thread_sent_twice_opens_one(elsewhere):
    elsewhere.ask(MAKE)
    send = (
        LOAD
        + """
from channel_community.models import Board
made = [
    actions.thread_create(
        board=Board.objects.get(pk=thread.board_id), author=people[1], title=f"Title {n}", body="Hello.",
        tags="raid, new tag", client_key=f"key-{n}"
    ).pk
    for n in range(10)
]
print(made)
"""
    )
    first, second = elsewhere.together(send, send)
    assert first == second


def test_one_held_form_sent_twice_is_held_once(elsewhere):
    elsewhere.ask(MAKE)
    send = (
        LOAD
        + """
print([
    actions.post_hold(thread=thread, author=people[1], body=f"Form {n}.", client_key=f"key-{n}").pk
    for n in range(9)
])
"""
    )
    first, second = elsewhere.together(send, send)
    assert first == second


def test_two_processes_with_twenty_five_posts_each_number_them_without_gap(elsewhere):
    elsewhere.ask(MAKE)
    write = (
        LOAD
        + """
for n in range(25):
    actions.post_create(thread=thread, author=people[{who}], body=f"Post {{n}} of {who}.")
"""
    )
    elsewhere.together(write.format(who=1), write.format(who=2))
    told = tell(elsewhere)
    assert told["numbers"] == list(range(1, 55))
    assert told["sequences"] == list(range(1, 55))
    assert (told["head"], told["last"], told["replies"]) == (54, 54, 53)
    assert told["board"] == told["created"] == 54


def test_votes_from_two_processes_are_counted_as_they_were_given(elsewhere):
    elsewhere.ask(MAKE)
    vote = (
        LOAD
        + """
import random
chance = random.Random({seed})
posts = list(Post.objects.filter(thread=thread))
for _ in range(40):
    actions.reaction_toggle(
        post=chance.choice(posts), member=chance.choice(people), kind=chance.choice(["helped", "thanks"])
    )
"""
    )
    elsewhere.together(vote.format(seed=1), vote.format(seed=2))
    told = tell(elsewhere)
    assert told["cached is counted"]
    assert told["reactions"] == told["given"]


def test_everything_at_once_leaves_a_thread_that_adds_up(elsewhere):
    elsewhere.ask(MAKE)
    act = (
        LOAD
        + """
import random
chance = random.Random({seed})
for _ in range(30):
    post = chance.choice(list(Post.objects.filter(thread=thread)))
    member = chance.choice(people)
    try:
        chance.choice([
            lambda: actions.post_create(thread=thread, author=member, body="One more."),
            lambda: actions.post_edit(post=post, editor=post.author, body=f"Edited {{chance.random()}}"),
            lambda: actions.post_remove(post=post, actor=post.author),
            lambda: actions.answer_accept(post=post, actor=people[0]),
            lambda: actions.answer_unaccept(post=post, actor=people[0]),
            lambda: actions.reaction_toggle(post=post, member=member, kind="helped"),
        ])()
    except CommunityError:
        pass
print(Post.objects.exclude(state="removed").filter(number__gt=1).count())
"""
    )
    elsewhere.together(act.format(seed=3), act.format(seed=4))
    told = tell(elsewhere)
    assert told["numbers"] == list(range(1, told["last"] + 1))
    assert told["head"] >= max(told["sequences"])
    assert told["cached is counted"]
    assert told["accepted"] in {0, 1}
    seen = elsewhere.ask(LOAD + 'print(Post.objects.exclude(state="removed").filter(number__gt=1).count())')
    assert told["replies"] == int(seen)


def test_two_moderators_decide_once(elsewhere):
    elsewhere.ask(
        MAKE
        + """
from channel_community.discussions import actions
from channel_community.models import Thread
for n in range(10):
    actions.post_hold(thread=Thread.objects.get(), author=people[1], body=f"Held {n}.")
"""
    )
    decide = (
        LOAD
        + """
from channel_community.models import HeldPost
done = 0
for held in HeldPost.objects.order_by("pk"):
    try:
        actions.held_approve(held=held, moderator=people[{who}])
        done += 1
    except CommunityError as refusal:
        assert refusal.code == "decided", refusal
print(done)
"""
    )
    done = elsewhere.together(decide.format(who=2), decide.format(who=3))
    assert sum(map(int, done)) == 10
    assert tell(elsewhere)["numbers"] == list(range(1, 15))
