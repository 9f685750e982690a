"""What earns points, what does not, and how it is taken back."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from channel_community.discussions.event_types import ANSWER_ACCEPTED, AnswerAccepted
from channel_community.events.append_only import AppendOnlyError
from channel_community.events.record import record
from channel_community.events.registry import EventType, register_event
from channel_community.models import LedgerEntry
from channel_community.reputation import queries, rules
from channel_community.reputation.rules import Rule
from tests.factories import MemberFactory
from tests.reputation.acts import Scene, deltas_of, total_of, treat

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Title:
    title: str


TRANSLATED = register_event(EventType("tests.translated", Title))


def test_an_accepted_answer_credits_its_author_once():
    scene = Scene()
    accepted = scene.accept()

    treat(accepted, accepted)

    assert deltas_of(scene.author) == [15]
    assert scene.total == total_of(scene.author, scene.partner) == 15
    assert total_of(scene.asker) == 0


def test_accepting_ones_own_answer_earns_nothing():
    scene = Scene()

    treat(scene.accept(own=True), scene.accept(by=scene.author))

    assert deltas_of(scene.author) == []


def test_taking_the_acceptance_back_mirrors_the_credit():
    scene = Scene()
    accepted = scene.accept()
    undone = scene.unaccept(accepted)

    treat(accepted, undone, undone)

    assert deltas_of(scene.author) == [15, -15]
    assert LedgerEntry.objects.get(delta=-15).reverses == LedgerEntry.objects.get(delta=15)
    assert scene.total == total_of(scene.author, scene.partner) == 0


def test_a_reversal_mirrors_what_was_granted_then_not_what_the_rule_gives_now(settings):
    scene = Scene()
    accepted = scene.accept()
    treat(accepted)
    settings.CHANNEL_COMMUNITY = {"REPUTATION_POINTS": {"answer.accepted": 40}}

    treat(scene.unaccept(accepted))

    assert deltas_of(scene.author) == [15, -15]


def test_a_reversal_that_arrives_first_still_ends_at_nothing():
    scene = Scene()
    accepted = scene.accept()
    undone = scene.unaccept(accepted)
    again = scene.accept()

    treat(undone)
    assert scene.total == 0
    treat(again, accepted)

    assert scene.total == 15


def test_an_outcome_is_paid_once_even_if_it_is_confirmed_twice():
    scene = Scene()

    treat(scene.accept(), scene.accept())

    assert deltas_of(scene.author) == [15, 0]


def test_helping_earns_a_little_and_other_reactions_earn_nothing():
    scene = Scene()

    treat(scene.react(), scene.react(kind="thanks"))

    assert deltas_of(scene.author) == [2]


def test_nobody_earns_by_a_reaction_of_their_own():
    scene = Scene()

    treat(scene.react(by=scene.author))

    assert deltas_of(scene.author) == []


def test_one_person_helps_anothers_standing_three_times_a_week():
    scene = Scene(posts=5)
    treat(*(scene.react(post) for post in scene.posts[:4]))
    assert deltas_of(scene.author) == [2, 2, 2, 0], "the excess is booked, with nothing"

    scene.wait(days=7)
    treat(scene.react(scene.posts[4]))

    assert deltas_of(scene.author)[-1] == 2


def test_the_limit_counts_per_person():
    scene = Scene(posts=4, voters=2)

    treat(*(scene.react(post) for post in scene.posts))
    treat(scene.react(scene.posts[0], by=scene.voters[1]))

    assert scene.total == 8


def test_a_reaction_taken_back_makes_room_within_the_limit():
    scene = Scene(posts=4)
    first, *others = [scene.react(post) for post in scene.posts[:3]]
    treat(first, *others, scene.unreact(first, scene.posts[0]))

    treat(scene.react(scene.posts[3]))

    assert deltas_of(scene.author) == [2, 2, 2, -2, 2]


def test_a_removed_post_loses_all_it_earned():
    scene = Scene(posts=2, voters=3)
    kept = scene.posts[1]
    earned = [scene.accept(), *(scene.react(by=voter) for voter in scene.voters), scene.react(kept)]

    treat(*earned, scene.remove())

    assert scene.total == total_of(scene.author, scene.partner) == 2
    assert LedgerEntry.objects.filter(reverses__isnull=False).count() == 4


def test_what_a_post_earned_is_taken_back_once():
    scene = Scene()
    accepted = scene.accept()

    treat(accepted, scene.unaccept(accepted), scene.remove(), scene.remove())

    assert deltas_of(scene.author) == [15, -15]


def test_a_site_sets_its_own_points_and_may_switch_a_rule_off(settings):
    settings.CHANNEL_COMMUNITY = {"REPUTATION_POINTS": {"answer.accepted": 20, "post.helped": 0}}
    scene = Scene()

    treat(scene.accept(), scene.react())

    assert deltas_of(scene.author) == [20]


def test_an_event_without_a_partner_counts_for_the_network_alone():
    scene = Scene()
    scene.partner = None

    treat(scene.accept())

    assert scene.author.standings.get().total == 15


def test_the_entry_tells_when_it_was_earned_not_when_it_was_booked():
    scene = Scene()
    treat(scene.accept())

    assert LedgerEntry.objects.get().created_at == scene.now


def test_the_ledger_cannot_be_altered():
    scene = Scene()
    treat(scene.accept())
    entry = LedgerEntry.objects.get()
    entry.delta = 1_000

    for alter in (
        entry.save,
        entry.delete,
        scene.author.ledger.all().delete,
        lambda: LedgerEntry.objects.update(delta=1_000),
        lambda: scene.author.ledger.update(delta=1_000),
    ):
        with pytest.raises(AppendOnlyError):
            alter()

    assert deltas_of(scene.author) == [15]


def test_a_rule_name_can_be_taken_once():
    with pytest.raises(ValueError, match=r"post\.helped"):
        rules.register(Rule(name="post.helped", event="x", points=1, reason="", advice=""))


def test_the_week_of_the_limit_ends_after_exactly_seven_days():
    scene = Scene(posts=5)
    treat(*(scene.react(post) for post in scene.posts[:3]))
    scene.now += timedelta(days=7, seconds=-1)
    treat(scene.react(scene.posts[3]))
    scene.now += timedelta(seconds=1)
    treat(scene.react(scene.posts[4]))

    assert deltas_of(scene.author) == [2, 2, 2, 0, 2]


def test_somebody_who_left_keeps_their_ledger():
    scene = Scene()
    scene.author.user.delete()

    treat(scene.accept())

    assert scene.total == 15
    assert total_of(MemberFactory()) == 0


def test_a_site_brings_a_rule_of_its_own(monkeypatch):
    monkeypatch.setattr(rules, "_rules", dict(rules._rules))  # nobody else shall see it
    rules.register(
        Rule(
            name="tests.translated",
            event=TRANSLATED.name,
            points=5,
            reason="Your translation of “%(title)s” is in use",
            advice="Translate",
        )
    )
    scene = Scene()

    event = record(TRANSLATED, payload=Title("Pool"), subject=scene.author, actor=scene.asker)
    treat(event)

    assert deltas_of(scene.author) == [5]
    assert queries.rows(queries.ledger_of(scene.author))[0].reason == "Your translation of “Pool” is in use"


def test_a_consequence_of_another_event_earns_nothing():
    scene = Scene()
    payload = AnswerAccepted(thread_id=1, thread_title="", post_id=1, number=1, url="/", own=False)
    cause = scene.accept()

    treat(record(ANSWER_ACCEPTED, payload=payload, subject=scene.author, caused_by=cause))

    assert deltas_of(scene.author) == []
