"""Each action leaves exactly its facts, and raises the thread's sequence by one for each visible change."""

import pytest

from channel_community.discussions import actions
from channel_community.discussions.about import Subject, token_for
from channel_community.discussions.models import Post
from channel_community.events.models import Event
from channel_community.exceptions import CommunityError
from tests.discussions.build import open_thread, prospect, reply, thread_url
from tests.factories import BoardFactory, PartnerFactory, WebinarFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(db):
    return PartnerFactory()


@pytest.fixture
def board(partner):
    return BoardFactory(partner=partner)


@pytest.fixture
def answer(thread, helper):
    return reply(thread, helper)


@pytest.fixture
def change(thread):
    """Do something to the thread; returns the events it left and by how much the sequence rose."""

    def done(act, **values):
        thread.refresh_from_db()
        sequence, last = (
            thread.sequence,
            Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0,
        )
        act(**values)
        thread.refresh_from_db()
        return list(Event.objects.filter(pk__gt=last).order_by("pk")), thread.sequence - sequence

    return done


def names(events):
    return [event.name.removeprefix("discussions.") for event in events]


def test_opening_a_thread(helper, board, partner):
    thread = actions.thread_create(
        board=board, author=helper, title="Which disks?", body="Hello.", kind="question"
    )
    opened, first = Event.objects.order_by("pk")
    assert names([opened, first]) == ["thread.created", "post.created"]
    assert opened.payload == {
        "thread_id": thread.pk,
        "thread_title": "Which disks?",
        "kind": "question",
        "board_id": board.pk,
        "url": f"{thread_url(thread)}1/",
    }
    assert (opened.actor, opened.subject, opened.partner) == (helper, helper, partner)
    assert (opened.object_type, opened.object_id) == ("channel_community.thread", thread.pk)
    assert thread.sequence == 1


def test_writing_a_post(change, thread, helper, partner):
    events, rise = change(actions.post_create, thread=thread, author=helper, body="Ours did.")
    post = thread.posts.get(number=2)
    assert (names(events), rise) == (["post.created"], 1)
    assert events[0].payload == {
        "thread_id": thread.pk,
        "thread_title": thread.title,
        "post_id": post.pk,
        "number": 2,
        "url": f"{thread_url(thread)}2/",
    }
    assert (events[0].actor, events[0].subject, events[0].partner) == (helper, helper, partner)
    assert (events[0].object_type, events[0].object_id) == ("channel_community.post", post.pk)
    assert post.sequence == thread.sequence


def test_writing_it_twice_is_one_fact(change, thread, helper):
    form = {"thread": thread, "author": helper, "body": "Ours did.", "client_key": "k"}
    change(actions.post_create, **form)
    assert change(actions.post_create, **form) == ([], 0)


def test_editing(change, answer, helper, asker):
    events, rise = change(actions.post_edit, post=answer, editor=helper, body="Ten years.")
    assert (names(events), rise) == (["post.edited"], 1)
    assert (events[0].payload["moderated"], events[0].payload["reason"]) == (False, "")
    events, _rise = change(actions.post_edit, post=answer, editor=asker, body="Civil.", reason="Insult")
    assert (events[0].payload["moderated"], events[0].payload["reason"]) == (True, "Insult")
    assert (events[0].actor, events[0].subject) == (asker, helper)
    assert change(actions.post_edit, post=answer, editor=helper, body="Civil.") == ([], 0)


def test_removing(change, answer, helper):
    events, rise = change(actions.post_remove, post=answer, actor=helper)
    assert (names(events), rise) == (["post.removed"], 1)
    assert events[0].payload["moderated"] is False


def test_removing_the_accepted_answer_takes_the_acceptance_back_first(change, answer, asker, helper, thread):
    accepted = change(actions.answer_accept, post=answer, actor=asker)[0][0]
    events, rise = change(actions.post_remove, post=answer, actor=helper)
    assert (names(events), rise) == (["answer.unaccepted", "post.removed"], 1)
    assert events[0].payload["accepted_event_id"] == accepted.pk
    assert thread.accepted_post is None


def test_accepting_and_taking_it_back(change, answer, asker, helper):
    events, rise = change(actions.answer_accept, post=answer, actor=asker)
    assert (names(events), rise) == (["answer.accepted"], 1)
    assert (events[0].actor, events[0].subject, events[0].payload["own"]) == (asker, helper, False)
    assert change(actions.answer_accept, post=answer, actor=asker) == ([], 0)
    back, rise = change(actions.answer_unaccept, post=answer, actor=asker)
    assert (names(back), rise) == (["answer.unaccepted"], 1)
    assert back[0].payload["accepted_event_id"] == events[0].pk
    assert change(actions.answer_unaccept, post=answer, actor=asker) == ([], 0)


def test_ones_own_answer_is_marked_as_such(change, thread, asker):
    own = reply(thread, asker)
    events, _rise = change(actions.answer_accept, post=own, actor=asker)
    assert events[0].payload["own"] is True


def test_another_answer_is_one_change_of_two_posts(change, answer, asker, thread):
    better = reply(thread)
    first = change(actions.answer_accept, post=answer, actor=asker)[0][0]
    events, rise = change(actions.answer_accept, post=better, actor=asker)
    assert (names(events), rise) == (["answer.unaccepted", "answer.accepted"], 1)
    assert events[0].payload["accepted_event_id"] == first.pk
    stamped = Post.objects.filter(thread=thread, sequence=thread.sequence)
    assert set(stamped) == {answer, better}


def test_reacting_and_taking_it_back(change, answer, asker, helper):
    react = {"post": answer, "member": asker, "kind": "helped"}
    events, rise = change(actions.reaction_toggle, **react)
    assert (names(events), rise) == (["post.reacted"], 1)
    assert (events[0].actor, events[0].subject, events[0].payload["kind"]) == (asker, helper, "helped")
    assert change(actions.reaction_toggle, **react, on=True) == ([], 0)
    back, rise = change(actions.reaction_toggle, **react)
    assert (names(back), rise) == (["post.unreacted"], 1)
    assert back[0].payload["reacted_event_id"] == events[0].pk
    assert change(actions.reaction_toggle, **react, on=False) == ([], 0)


def test_taking_back_names_the_reaction_of_that_kind(change, answer, asker):
    given = {
        kind: change(actions.reaction_toggle, post=answer, member=asker, kind=kind)[0][0].pk
        for kind in ("helped", "thanks")
    }
    back, _rise = change(actions.reaction_toggle, post=answer, member=asker, kind="helped")
    assert back[0].payload["reacted_event_id"] == given["helped"]


@pytest.mark.parametrize(
    ("act", "values"),
    [
        (actions.thread_close, {}),
        (actions.thread_retitle, {"title": "Which tapes last?"}),
    ],
)
def test_changes_of_the_thread_itself(change, thread, asker, act, values):
    assert change(act, thread=thread, actor=asker, **values)[1] == 1
    assert change(act, thread=thread, actor=asker, **values)[1] == 0


def test_reopening(change, thread, asker):
    change(actions.thread_close, thread=thread, actor=asker)
    assert change(actions.thread_reopen, thread=thread, actor=asker)[1] == 1


def test_what_waits_is_no_fact_until_it_is_approved(change, thread, asker):
    newcomer = prospect()
    events, rise = change(actions.post_hold, author=newcomer, thread=thread, body="Hello.")
    assert (events, rise) == ([], 0)
    events, rise = change(actions.held_approve, held=newcomer.held_posts.get(), moderator=asker)
    assert (names(events), rise) == (["post.created"], 1)
    assert events[0].actor == newcomer


def test_what_is_turned_down_is_no_fact(change, thread, asker):
    held = actions.post_hold(author=prospect(), thread=thread, body="Hello.")
    assert change(actions.held_refuse, held=held, moderator=asker, reason="Spam") == ([], 0)


def test_a_held_opening_leaves_the_facts_of_its_author(helper, asker, board):
    webinar, newcomer = WebinarFactory(), prospect()
    subject = Subject(instance=webinar, board_id=board.pk, title=webinar.title, url="/x/")
    held = actions.post_hold(
        author=newcomer, board=board, title=webinar.title, body="Hello.", about=token_for(subject)
    )
    actions.held_approve(held=held, moderator=helper)
    assert names(Event.objects.order_by("pk")) == ["thread.created", "post.created"]
    assert {event.actor for event in Event.objects.all()} == {newcomer}


@pytest.mark.parametrize(
    "refused",
    [
        lambda thread, post, member: actions.post_create(thread=thread, author=member, body=" "),
        lambda thread, post, member: actions.post_edit(post=post, editor=member, body=" "),
        lambda thread, post, member: actions.reaction_toggle(post=post, member=member, kind="love"),
        lambda thread, post, member: actions.answer_accept(post=thread.posts.get(number=1), actor=member),
        lambda thread, post, member: actions.post_remove(
            post=thread.posts.get(number=1), actor=thread.author
        ),
        lambda thread, post, member: actions.thread_retitle(thread=thread, actor=member, title="x"),
    ],
)
def test_what_is_refused_leaves_nothing(change, thread, answer, helper, refused):
    def attempt():
        with pytest.raises(CommunityError):
            refused(thread, answer, helper)

    assert change(attempt) == ([], 0)


def test_counters_are_what_the_rows_say(board, asker, helper):
    thread = open_thread(board=board, author=asker, posts=4)
    actions.post_remove(post=thread.posts.get(number=3), actor=helper)
    open_thread(board=board)
    board.refresh_from_db()
    kept = (board.thread_count, board.post_count)
    actions.board_recount(board=board)
    board.refresh_from_db()
    assert kept == (board.thread_count, board.post_count) == (2, 4)
    thread.refresh_from_db()
    assert thread.reply_count == 2
