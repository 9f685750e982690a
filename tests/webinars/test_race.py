"""Two processes with many threads each want the same few seats."""

import json

import pytest

from tests.processes import elsewhere  # noqa: F401 - a fixture

pytestmark = [pytest.mark.slow]

MAKE = """
from datetime import timedelta
from django.utils import timezone
from channel_community.webinars import actions
from channel_community.models import Member
from tests.factories import MemberFactory
start = (timezone.now() + timedelta(days=3)).replace(tzinfo=None)
webinar = actions.webinar_schedule(
    host=MemberFactory(), title="Race", summary="Ten seats.", local_start=start, timezone="UTC", capacity=10
)
Member.objects.bulk_create(Member(handle=f"runner-{n}", name=f"Runner {n}") for n in range(100))
"""

RUN = """
import random
from concurrent.futures import ThreadPoolExecutor
from django.db import connection
from channel_community.exceptions import Conflict
from channel_community.models import Member, Webinar
from channel_community.webinars import actions

webinar = Webinar.objects.get()

def work(members):
    full = 0
    for member in members:
        try:
            actions.register(webinar=webinar, member=member)
        except Conflict as refusal:
            assert refusal.code == "full", refusal
            full += 1
    connection.close()
    return full

runners = list(Member.objects.filter(handle__startswith="runner-"))
random.Random({seed}).shuffle(runners)
with ThreadPoolExecutor(10) as pool:
    print(sum(pool.map(work, [runners[n::10] for n in range(10)])))
"""

TELL = """
import json
from channel_community.models import Event, Registration, Webinar
from channel_community.webinars import queries
webinar = Webinar.objects.get()
print(json.dumps({
    "taken": webinar.seats_taken,
    "rows": Registration.objects.count(),
    "confirmed": queries.confirmed(webinar).count(),
    "events": Event.objects.filter(name="webinars.registration.confirmed").count(),
}))
"""


def test_two_hundred_requests_for_ten_seats_fill_exactly_ten(elsewhere):  # noqa: F811 - the fixture
    elsewhere.ask(MAKE)
    refused = elsewhere.together(RUN.replace("{seed}", "1"), RUN.replace("{seed}", "2"))
    assert json.loads(elsewhere.ask(TELL)) == {"taken": 10, "rows": 10, "confirmed": 10, "events": 10}
    # Nobody gives a seat back here, so whoever was told "full" once was told so in both processes.
    assert sum(map(int, refused)) == 2 * 90


CHURN = """
from concurrent.futures import ThreadPoolExecutor
from django.db import connection
from channel_community.exceptions import Conflict, Invalid
from channel_community.models import Member, Webinar
from channel_community.webinars import actions

webinar = Webinar.objects.get()

def work(member):
    for turn in range(4):
        seats = 8 + (turn + member.pk) % 5
        for change in (
            lambda: actions.register(webinar=webinar, member=member),
            lambda: actions.webinar_update(webinar=webinar, actor=member, capacity=seats),
            lambda: member.pk % 3 and actions.cancel_registration(webinar=webinar, member=member),
        ):
            try:
                change()
            except (Conflict, Invalid):
                pass
    connection.close()

with ThreadPoolExecutor(8) as pool:
    list(pool.map(work, Member.objects.filter(handle__startswith="runner-")[:24]))
"""


def test_seats_stay_exact_while_people_come_go_and_capacity_changes(elsewhere):  # noqa: F811 - the fixture
    elsewhere.ask(MAKE)
    elsewhere.together(CHURN, CHURN)
    told = json.loads(elsewhere.ask(TELL))
    assert told["taken"] == told["confirmed"]
    assert told["taken"] <= 12
