"""Event types and subscribers of a made-up domain. What they do is written as boards, to be counted."""

import os
import signal
from dataclasses import dataclass

from channel_community.events.record import record
from channel_community.events.registry import EventType, register_event, subscribe
from channel_community.models import Board, Event


@dataclass(frozen=True)
class Note:
    text: str
    count: int = 0


class Unlucky(Exception):
    """What the flaky subscriber raises."""


NOTED = register_event(EventType("tests.noted", Note))
DOUBTED = register_event(EventType("tests.doubted", Note))
CHAINED = register_event(EventType("tests.chained", Note))
DEADLY = register_event(EventType("tests.deadly", Note))
IGNORED = register_event(EventType("tests.ignored", Note))


@subscribe("tests.writer", NOTED.name, DOUBTED.name)
def write(event):
    effect(event, "tests.writer")


@subscribe("tests.flaky", DOUBTED.name)
def write_and_fail(event):
    """Writes, then fails, until somebody mended the world."""
    effect(event, "tests.flaky")
    if not Board.objects.filter(title="mended").exists():
        raise Unlucky(event.payload["text"])


@subscribe("tests.last", DOUBTED.name)
def write_last(event):
    effect(event, "tests.last")


@subscribe("tests.chain", CHAINED.name)
def note_it(event):
    record(NOTED, payload=Note("a consequence"), caused_by=event)


@subscribe("tests.deadly", DEADLY.name)
def write_and_die(event):
    """Kills its own process after it wrote, where the environment says so."""
    effect(event, "tests.deadly")
    if os.environ.get("TESTS_DEADLY"):
        os.kill(os.getpid(), signal.SIGKILL)


def effect(event, subscriber):
    Board.objects.create(title=f"{subscriber} treated {event.pk}", slug="effect")


def effects(event, subscriber="tests.writer"):
    """How often `subscriber` treated `event`, as the database tells."""
    return Board.objects.filter(title=f"{subscriber} treated {event.pk}").count()


def mend():
    Board.objects.create(title="mended", slug="mended")


def delivery_of(event: Event, subscriber="tests.writer"):
    return event.deliveries.get(subscriber=subscriber)
