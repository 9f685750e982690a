"""The relay's command: what it picks up, in which order, and what it says."""

from datetime import datetime, timedelta, timezone
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from channel_community.events.record import record
from channel_community.models import Board, Delivery
from tests.events.facts import DOUBTED, NOTED, Note, delivery_of, effects

pytestmark = pytest.mark.django_db

NOON = datetime(2031, 5, 6, 12, tzinfo=timezone.utc)


def relay(*arguments):
    said = StringIO()
    call_command("community_relay", *arguments, stdout=said)
    return said.getvalue().strip()


def test_it_treats_all_that_is_due_in_batches_and_reports():
    events = [record(NOTED, payload=Note("hello")) for _ in range(5)]
    doubted = record(DOUBTED, payload=Note("hello"))
    Delivery.objects.create(event=doubted, subscriber="tests.uninstalled")

    said = relay("--batch", "2")

    assert said == "7 done, 1 failed, 0 dead, 1 waiting"
    assert [effects(event) for event in events] == [1] * 5


def test_the_oldest_comes_first():
    with time_machine.travel(NOON, tick=False) as clock:
        young, old = (record(NOTED, payload=Note(text)) for text in ("young", "old"))
        Delivery.objects.filter(event=old).update(due_at=NOON - timedelta(hours=1))
        clock.shift(timedelta(seconds=1))
        relay()

    titles = Board.objects.order_by("pk").values_list("title", flat=True)
    assert list(titles) == [f"tests.writer treated {event.pk}" for event in (old, young)]


def test_what_is_not_due_yet_is_left():
    event = record(NOTED, payload=Note("hello"))
    Delivery.objects.filter(event=event).update(due_at=NOON)
    with time_machine.travel(NOON - timedelta(seconds=1), tick=False):
        assert relay() == "0 done, 0 failed, 0 dead, 0 waiting"

    assert delivery_of(event).done_at is None


def test_dead_letters_can_be_revived_all_at_once():
    event = record(DOUBTED, payload=Note("hello"))
    Delivery.objects.filter(event=event).update(dead_at=NOON, attempts=8)

    assert relay() == "0 done, 0 failed, 0 dead, 0 waiting"
    assert relay("--revive") == "2 done, 1 failed, 0 dead, 0 waiting"


@pytest.mark.parametrize("arguments", [("--batch", "0"), ("--loop", "0"), ("--loop", "-5")])
def test_senseless_numbers_are_refused_in_words(arguments):
    with pytest.raises(CommandError, match="--(batch|loop)"):
        relay(*arguments)
