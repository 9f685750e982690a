"""A dead letter stops the booking on its object, and nothing is lost or burnt by it."""

import pytest
from django.utils import timezone

from channel_community.events import dispatch
from channel_community.events.dispatch import Outcome
from channel_community.models import Delivery
from channel_community.reputation.enums import SUBSCRIBER
from tests.reputation.acts import Scene

pytestmark = pytest.mark.django_db


def delivery_of(event):
    return Delivery.objects.get(event=event, subscriber=SUBSCRIBER)


def deliver(event):
    Delivery.objects.filter(event=event).update(due_at=timezone.now())
    return dispatch.deliver(delivery_of(event).pk)


@pytest.fixture
def scene():
    return Scene(posts=2)


@pytest.fixture
def dead(scene):
    event = scene.accept()
    Delivery.objects.filter(event=event).update(dead_at=timezone.now(), attempts=8, last_error="Broken")
    return event


def test_later_events_wait_without_using_up_attempts(scene, dead):
    later = scene.react()

    assert [deliver(later) for _try in range(10)] == [Outcome.WAITING] * 10

    waiting = delivery_of(later)
    assert (waiting.attempts, waiting.dead_at) == (0, None)
    assert f"Event {dead.pk} about the same object is a dead letter" in waiting.last_error
    assert scene.total == 0


def test_once_the_dead_one_is_revived_all_is_booked(scene, dead):
    later = scene.react()
    deliver(later)

    dispatch.revive(delivery_of(dead))

    assert [deliver(dead), deliver(later)] == [Outcome.DONE, Outcome.DONE]
    assert scene.total == 15 + 2


def test_other_objects_are_booked(scene, dead):
    assert deliver(scene.react(scene.posts[1])) == Outcome.DONE
    assert scene.total == 2
