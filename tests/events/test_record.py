"""Into the log: only what is known, only with the change it tells of, and never to be altered."""

from contextlib import suppress
from dataclasses import dataclass

import pytest
from django.db import transaction

from channel_community.events.append_only import AppendOnlyError
from channel_community.events.record import record
from channel_community.events.registry import EventType
from channel_community.models import Delivery, Event
from tests.events.facts import DOUBTED, IGNORED, NOTED, Note
from tests.factories import BoardFactory, MemberFactory

pytestmark = pytest.mark.django_db


def test_an_event_says_who_did_what_to_what():
    actor, subject, board = MemberFactory(), MemberFactory(), BoardFactory()

    event = record(NOTED, payload=Note("hello", count=2), actor=actor, subject=subject, obj=board)

    kept = Event.objects.get(pk=event.pk)
    assert (kept.name, kept.version, kept.actor, kept.subject) == ("tests.noted", 1, actor, subject)
    assert (kept.object_type, kept.object_id) == ("channel_community.board", board.pk)
    assert kept.payload == {"text": "hello", "count": 2}


def test_each_durable_subscriber_gets_one_delivery():
    event = record(DOUBTED, payload=Note("hello"))

    names = event.deliveries.order_by("subscriber").values_list("subscriber", flat=True)
    assert list(names) == ["tests.flaky", "tests.last", "tests.writer"]


def test_an_event_nobody_treats_has_no_delivery():
    assert not record(IGNORED, payload=Note("hello")).deliveries.exists()


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError, match="inside the change's transaction"):
        record(NOTED, payload=Note("hello"))

    assert not Event.objects.filter(name=NOTED.name).exists()


def test_a_change_that_is_rolled_back_leaves_no_event(django_capture_on_commit_callbacks):
    before = Event.objects.count(), Delivery.objects.count()

    with django_capture_on_commit_callbacks() as callbacks, suppress(RuntimeError), transaction.atomic():
        record(NOTED, payload=Note("hello"))
        raise RuntimeError

    assert (Event.objects.count(), Delivery.objects.count()) == before
    assert callbacks == []


def test_an_event_type_that_is_not_registered_is_refused():
    with pytest.raises(KeyError, match=r"tests\.unknown"):
        record(EventType("tests.unknown", Note), payload=Note("hello"))


def test_a_payload_of_another_shape_is_refused():
    @dataclass(frozen=True)
    class Bigger(Note):
        secret: str = "more than the type declares"

    with pytest.raises(TypeError, match="takes a Note"):
        record(NOTED, payload=Bigger("hello"))
    with pytest.raises(TypeError, match="takes a Note"):
        record(NOTED, payload={"text": "hello"})


def test_a_stored_payload_with_an_unknown_key_is_refused():
    assert NOTED.load({"text": "hello"}) == Note("hello")
    with pytest.raises(ValueError, match=r"\['surprise'\]"):
        NOTED.load({"text": "hello", "surprise": 1})


def test_the_log_cannot_be_altered():
    event = record(NOTED, payload=Note("hello"))
    event.payload = {"text": "something else"}

    for alter in (
        event.save,
        event.delete,
        Event.objects.all().delete,
        lambda: Event.objects.update(name="x"),
        lambda: Event.objects.bulk_update([event], ["payload"]),
        lambda: Event.objects.update_or_create(pk=event.pk, defaults={"name": "x"}),
        lambda: event.consequences.update(name="x"),
    ):
        with pytest.raises(AppendOnlyError, match="append-only"):
            alter()

    assert Event.objects.get(pk=event.pk).payload == {"text": "hello", "count": 0}
