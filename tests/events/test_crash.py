"""Processes killed at the worst moment, and several that want the same: nothing is lost, nothing twice."""

import json
import signal

import pytest

pytestmark = [pytest.mark.slow]

RECORD = """
from django.db import transaction
from channel_community.events.record import record
from tests.events.facts import DEADLY, NOTED, Note
"""

RELAY = """
from django.core.management import call_command
import tests.events.facts
call_command("community_relay")
"""

TELL = """
import json
from channel_community.models import Delivery, Event
from tests.events.facts import effects
print(json.dumps({
    "events": Event.objects.count(),
    "open": Delivery.objects.filter(done_at=None).count(),
    "attempts": sum(Delivery.objects.values_list("attempts", flat=True)),
    "effects": [effects(d.event, d.subscriber) for d in Delivery.objects.order_by("pk")],
}))
"""


def tell(elsewhere):
    return json.loads(elsewhere.ask(TELL))


def test_a_kill_between_commit_and_dispatch_loses_nothing(elsewhere):
    killed = elsewhere.run(
        RECORD
        + """
import os, signal
with transaction.atomic():
    transaction.on_commit(lambda: os.kill(os.getpid(), signal.SIGKILL))  # runs before the log's own hook
    record(NOTED, payload=Note("hello"))
"""
    )
    assert killed.returncode == -signal.SIGKILL
    assert tell(elsewhere) == {"events": 1, "open": 1, "attempts": 0, "effects": [0]}

    assert elsewhere.ask(RELAY) == "1 done, 0 failed, 0 dead, 0 waiting"
    assert elsewhere.ask(RELAY) == "0 done, 0 failed, 0 dead, 0 waiting"

    assert tell(elsewhere) == {"events": 1, "open": 0, "attempts": 1, "effects": [1]}


def test_a_kill_before_the_commit_leaves_nothing(elsewhere):
    killed = elsewhere.run(
        RECORD
        + """
import os, signal
with transaction.atomic():
    record(NOTED, payload=Note("hello"))
    os.kill(os.getpid(), signal.SIGKILL)
"""
    )
    assert killed.returncode == -signal.SIGKILL
    assert tell(elsewhere) == {"events": 0, "open": 0, "attempts": 0, "effects": []}


def test_a_kill_in_the_middle_of_a_treatment_repeats_nothing(elsewhere):
    killed = elsewhere.run(
        RECORD + "with transaction.atomic():\n    record(DEADLY, payload=Note('hello'))", TESTS_DEADLY="1"
    )
    assert killed.returncode == -signal.SIGKILL
    assert tell(elsewhere)["effects"] == [0], "what the subscriber wrote went with its process"

    assert elsewhere.ask(RELAY) == "1 done, 0 failed, 0 dead, 0 waiting"

    assert tell(elsewhere) == {"events": 1, "open": 0, "attempts": 1, "effects": [1]}


def test_two_relays_at_once_treat_each_delivery_once(elsewhere):
    elsewhere.ask(
        RECORD
        + """
from channel_community.events import dispatch
dispatch.enqueue = lambda event_id: None  # as if the task backend were away
for n in range(60):
    with transaction.atomic():
        record(NOTED, payload=Note(str(n)))
"""
    )
    reports = elsewhere.together(RELAY, RELAY, RELAY)

    done = [int(report.partition(" done")[0]) for report in reports]
    assert sum(done) == 60
    assert tell(elsewhere) == {"events": 60, "open": 0, "attempts": 60, "effects": [1] * 60}


def test_a_relay_that_loops_picks_up_what_comes_and_stops_politely(elsewhere):
    looping = elsewhere.start(RELAY.replace('"community_relay"', '"community_relay", loop=0.1'))
    elsewhere.ask(
        RECORD
        + """
from channel_community.events import dispatch
dispatch.enqueue = lambda event_id: None
with transaction.atomic():
    record(NOTED, payload=Note("hello"))
"""
    )
    assert looping.stdout.readline() == "1 done, 0 failed, 0 dead, 0 waiting\n"

    looping.send_signal(signal.SIGINT)
    out, err = looping.communicate(timeout=60)

    assert (looping.returncode, out, err) == (0, "Stopped.\n", "")
