"""Deliveries: each subscriber treats each event exactly once, or says why not."""

from datetime import datetime, timedelta, timezone

import pytest
import time_machine

from channel_community.events import dispatch
from channel_community.events.dispatch import Outcome
from channel_community.events.record import record
from channel_community.events.registry import subscribe
from channel_community.models import Delivery, Event
from tests.events.facts import CHAINED, DOUBTED, NOTED, Note, delivery_of, effects, mend

pytestmark = pytest.mark.django_db

NOON = datetime(2031, 5, 6, 12, tzinfo=timezone.utc)


@pytest.fixture
def tune(settings):
    def change(**values):
        settings.CHANNEL_COMMUNITY = {**settings.CHANNEL_COMMUNITY, **values}

    return change


def test_after_the_commit_every_subscriber_has_treated_the_event(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        event = record(NOTED, payload=Note("hello"))
        assert effects(event) == 0

    assert effects(event) == 1
    delivery = delivery_of(event)
    assert delivery.done_at is not None
    assert (delivery.attempts, delivery.last_error) == (1, "")


def test_an_event_is_treated_once_however_often_it_is_worked():
    event = record(NOTED, payload=Note("hello"))

    outcomes = [dispatch.deliver(delivery_of(event).pk) for _ in range(3)]
    dispatch.work(event.pk)
    dispatch.relay()

    assert outcomes == [Outcome.DONE, Outcome.TAKEN, Outcome.TAKEN]
    assert effects(event) == 1


def test_what_a_subscriber_records_is_delivered_too(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        event = record(CHAINED, payload=Note("hello"))

    consequence = Event.objects.get(caused_by=event)
    assert effects(consequence) == 1


def test_a_subscriber_that_fails_midway_leaves_no_effect_and_its_words():
    event = record(DOUBTED, payload=Note("the printer is on fire"))

    dispatch.work(event.pk)

    delivery = delivery_of(event, "tests.flaky")
    assert effects(event, "tests.flaky") == 0
    assert delivery.last_error == "Unlucky: the printer is on fire"
    assert (delivery.attempts, delivery.done_at, delivery.dead_at) == (1, None, None)


def test_a_subscriber_that_fails_does_not_stop_the_others():
    event = record(DOUBTED, payload=Note("hello"))

    counts = dispatch.work(event.pk)

    assert counts == {Outcome.DONE: 2, Outcome.FAILED: 1}
    assert effects(event, "tests.writer") == effects(event, "tests.last") == 1


def test_a_failed_delivery_succeeds_once_the_cause_is_gone():
    with time_machine.travel(NOON, tick=False) as clock:
        event = record(DOUBTED, payload=Note("hello"))
        dispatch.work(event.pk)
        mend()
        clock.shift(timedelta(seconds=5))
        dispatch.relay()

    assert effects(event, "tests.flaky") == 1
    assert effects(event, "tests.writer") == 1
    assert delivery_of(event, "tests.flaky").last_error == ""


def test_failed_attempts_wait_longer_and_longer_and_end_as_a_dead_letter(tune):
    tune(DELIVERY_BACKOFF_SECONDS=(5, 60, 300), DELIVERY_MAX_ATTEMPTS=5)
    waits = []
    with time_machine.travel(NOON, tick=False) as clock:
        event = record(DOUBTED, payload=Note("hello"))
        for attempt in range(1, 6):
            dispatch.work(event.pk)
            delivery = delivery_of(event, "tests.flaky")
            assert delivery.attempts == attempt
            if delivery.dead_at is None:
                wait = delivery.due_at - clock_now()
                waits.append(wait.total_seconds())
                clock.shift(wait - timedelta(seconds=1))
                assert dispatch.work(event.pk) == {}, "not before its time"
                clock.shift(timedelta(seconds=1))
        died_at = clock_now()

    assert waits == [5, 60, 300, 300]
    assert delivery.dead_at == died_at


def test_a_dead_letter_stays_dead_until_it_is_revived(tune):
    tune(DELIVERY_MAX_ATTEMPTS=1)
    with time_machine.travel(NOON, tick=False) as clock:
        event = record(DOUBTED, payload=Note("hello"))
        assert dispatch.work(event.pk)[Outcome.DEAD] == 1
        mend()
        clock.shift(timedelta(days=30))
        assert dispatch.relay() == {}

        dispatch.revive(delivery_of(event, "tests.flaky"))
        assert delivery_of(event, "tests.flaky").attempts == 0
        assert dispatch.relay() == {Outcome.DONE: 1}

    assert effects(event, "tests.flaky") == 1


def test_reviving_a_done_delivery_changes_nothing():
    event = record(NOTED, payload=Note("hello"))
    dispatch.work(event.pk)

    dispatch.revive(delivery_of(event))
    dispatch.relay()

    assert effects(event) == 1


def test_a_delivery_whose_subscriber_is_gone_waits_at_no_cost_and_says_so():
    with time_machine.travel(NOON, tick=False) as clock:
        event = record(NOTED, payload=Note("hello"))
        Delivery.objects.create(event=event, subscriber="tests.uninstalled")

        counts = dispatch.work(event.pk)

        delivery = delivery_of(event, "tests.uninstalled")
        assert counts == {Outcome.DONE: 1, Outcome.WAITING: 1}
        assert "No subscriber named 'tests.uninstalled' is installed" in delivery.last_error
        assert (delivery.attempts, delivery.dead_at) == (0, None)

        clock.shift(dispatch.MISSING_WAIT)
        assert dispatch.relay() == {Outcome.WAITING: 1}


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ValueError(), "ValueError"),
        (ValueError("first line\nDETAIL: Key (email)=(ana@example.org)"), "ValueError: first line"),
        (ValueError("a\x00b \ud800"), "ValueError: ab \\ud800"),
    ],
)
def test_errors_are_kept_short_and_storable(error, words):
    assert dispatch.describe(error) == words


def test_a_long_error_is_cut():
    assert len(dispatch.describe(ValueError("x" * 10_000))) == dispatch.ERROR_LENGTH


def test_a_subscriber_name_can_be_taken_once():
    with pytest.raises(ValueError, match=r"tests\.writer"):
        subscribe("tests.writer", NOTED.name)(print)


def clock_now():
    return datetime.now(tz=timezone.utc)
