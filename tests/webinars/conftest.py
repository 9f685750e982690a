"""People and clocks of the webinar tests."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.test import Client

from channel_community.members.enums import MANAGERS_GROUP
from channel_community.webinars import actions
from tests.factories import MemberFactory, MembershipFactory

#: Monday 11 January 2027, noon in Berlin.
NOW = datetime.fromisoformat("2027-01-11T11:00:00+00:00")


@pytest.fixture(autouse=True)
def clock():
    """A clock that stands still until a test moves it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def signed_in(member) -> Client:
    """A browser in which the member has signed in."""
    client = Client()
    client.force_login(member.user)
    return client


@pytest.fixture
def manager(db):
    member = MemberFactory(name="Mara Manager")
    member.user.groups.add(Group.objects.get_or_create(name=MANAGERS_GROUP)[0])
    return member


@pytest.fixture
def customer(db):
    return MembershipFactory(member__name="Cleo Customer").member


@pytest.fixture
def staff(db):
    """An editor of a partner: `member` and `partner`."""
    membership = MembershipFactory(role="editor")
    return SimpleNamespace(member=membership.member, partner=membership.partner)


@pytest.fixture
def schedule(db):
    """Schedules a webinar three days ahead, 15:00 in Berlin; what is given overrides."""

    def make(**given):
        values = {
            "title": "Restores that work",
            "summary": "What a year of drills taught us.",
            "body": "Bring your **own** plan.",
            "local_start": datetime(2027, 1, 14, 15, 0),
            "timezone": "Europe/Berlin",
            "duration_minutes": 45,
            "capacity": 10,
            "join_url": "https://meet.example/room-7",
            **given,
        }
        return actions.webinar_schedule(host=values.pop("host", None) or MemberFactory(), **values)

    return make


START = datetime.fromisoformat("2027-01-14T14:00:00+00:00")
END = START + timedelta(minutes=45)
