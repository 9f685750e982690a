"""Seats are exact, whatever the order of what happens."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from channel_community.events.models import Event
from channel_community.exceptions import Conflict, Invalid
from channel_community.webinars import actions, queries
from channel_community.webinars.enums import RegistrationState
from channel_community.webinars.models import Registration, Webinar
from tests.factories import MemberFactory
from tests.webinars.conftest import END

pytestmark = pytest.mark.django_db


def taken(webinar):
    webinar.refresh_from_db()
    assert webinar.seats_taken == queries.confirmed(webinar).count()
    return webinar.seats_taken


def test_registering_takes_one_seat_and_says_so_in_the_log(schedule):
    webinar, member = schedule(), MemberFactory()
    seat = actions.register(webinar=webinar, member=member)
    assert (seat.state, taken(webinar)) == (RegistrationState.CONFIRMED, 1)
    event = Event.objects.get(name="webinars.registration.confirmed")
    assert (event.actor, event.object_id, event.payload["member_id"]) == (member, webinar.pk, member.pk)


def test_registering_twice_is_one_seat_and_one_event(schedule):
    webinar, member = schedule(), MemberFactory()
    first = actions.register(webinar=webinar, member=member)
    assert actions.register(webinar=webinar, member=member) == first
    assert taken(webinar) == 1
    assert Event.objects.filter(name="webinars.registration.confirmed").count() == 1


def test_full_webinar_refuses_in_words(schedule):
    webinar = schedule(capacity=1)
    actions.register(webinar=webinar, member=MemberFactory())
    with pytest.raises(Conflict) as refusal:
        actions.register(webinar=webinar, member=MemberFactory())
    assert (refusal.value.code, refusal.value.status) == ("full", 409)
    assert "All seats are taken" in str(refusal.value)
    assert taken(webinar) == 1


def test_unlimited_webinar_never_fills(schedule):
    webinar = schedule(capacity=None)
    for _ in range(3):
        actions.register(webinar=webinar, member=MemberFactory())
    assert taken(webinar) == 3


def test_cancelled_seat_goes_to_the_next_and_its_owner_may_return(schedule):
    webinar = schedule(capacity=1)
    first, second = MemberFactory(), MemberFactory()
    actions.register(webinar=webinar, member=first)
    actions.cancel_registration(webinar=webinar, member=first)
    assert taken(webinar) == 0
    actions.register(webinar=webinar, member=second)
    with pytest.raises(Conflict):
        actions.register(webinar=webinar, member=first)
    actions.cancel_registration(webinar=webinar, member=second)
    actions.register(webinar=webinar, member=first)
    assert taken(webinar) == 1
    assert Registration.objects.count() == 2


def test_cancelling_twice_or_without_a_seat_changes_nothing(schedule):
    webinar, member = schedule(), MemberFactory()
    assert actions.cancel_registration(webinar=webinar, member=member) is None
    actions.register(webinar=webinar, member=member)
    actions.cancel_registration(webinar=webinar, member=member)
    actions.cancel_registration(webinar=webinar, member=member)
    assert taken(webinar) == 0
    assert Event.objects.filter(name="webinars.registration.cancelled").count() == 1


def test_no_seats_once_it_is_over_called_off_or_not_approved(schedule, clock, manager):
    called_off, draft, over = (
        schedule(title="One"),
        schedule(title="Two", needs_approval=True),
        schedule(title="Three"),
    )
    actions.webinar_cancel(webinar=called_off, actor=manager)
    clock.move_to(END)
    for webinar, code in [(called_off, "cancelled"), (draft, "not_open"), (over, "over")]:
        with pytest.raises(Conflict) as refusal:
            actions.register(webinar=webinar, member=MemberFactory())
        assert refusal.value.code == code
        assert taken(webinar) == 0


def test_host_needs_no_seat(schedule):
    webinar = schedule()
    with pytest.raises(Conflict) as refusal:
        actions.register(webinar=webinar, member=webinar.host)
    assert refusal.value.code == "own_webinar"


def test_capacity_cannot_fall_below_the_seats_taken(schedule, manager):
    webinar = schedule(capacity=5)
    for _ in range(3):
        actions.register(webinar=webinar, member=MemberFactory())
    with pytest.raises(Invalid) as refusal:
        actions.webinar_update(webinar=webinar, actor=manager, capacity=2)
    assert "3 people" in refusal.value.errors["capacity"][0]
    actions.webinar_update(webinar=webinar, actor=manager, capacity=3)
    webinar.refresh_from_db()
    assert webinar.capacity == 3


steps = st.lists(
    st.one_of(
        st.tuples(st.just("register"), st.integers(0, 4)),
        st.tuples(st.just("cancel"), st.integers(0, 4)),
        st.tuples(st.just("capacity"), st.one_of(st.none(), st.integers(1, 4))),
    ),
    max_size=25,
)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=steps)
def test_any_sequence_keeps_seats_exact(schedule, steps):
    webinar, people = schedule(capacity=2), [MemberFactory() for _ in range(5)]
    held, capacity, sequence = set(), 2, 0
    for step, value in steps:
        try:
            if step == "register":
                actions.register(webinar=webinar, member=people[value])
                held.add(value)
                assert capacity is None or len(held) <= capacity
            elif step == "cancel":
                actions.cancel_registration(webinar=webinar, member=people[value])
                held.discard(value)
            else:
                actions.webinar_update(webinar=webinar, actor=people[0], capacity=value)
                capacity = value
        except Conflict:
            assert step == "register"
            assert len(held) == capacity
        except Invalid:
            assert step == "capacity"
            assert value < len(held)
        webinar = Webinar.objects.get(pk=webinar.pk)
        assert taken(webinar) == len(held)
        assert webinar.calendar_sequence >= sequence
        sequence = webinar.calendar_sequence
    assert not queries.seats_off().exists()
    actions.webinar_cancel(webinar=webinar, actor=people[0])  # the next example schedules a new one
