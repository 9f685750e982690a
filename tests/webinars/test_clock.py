"""Wall times that clocks skip or show twice."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channel_community.exceptions import Invalid
from channel_community.webinars import clock

ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC"]


def test_wall_time_becomes_the_instant_of_its_zone():
    summer = clock.resolve(datetime(2027, 7, 1, 15, 0), "Europe/Berlin")
    winter = clock.resolve(datetime(2027, 1, 11, 15, 0), "Europe/Berlin")
    assert summer == datetime(2027, 7, 1, 13, 0, tzinfo=timezone.utc)
    assert winter == datetime(2027, 1, 11, 14, 0, tzinfo=timezone.utc)


def test_skipped_time_is_refused_with_the_next_there_is():
    with pytest.raises(Invalid) as refusal:
        clock.resolve(datetime(2027, 3, 28, 2, 30), "Europe/Berlin")
    assert refusal.value.code == "no_such_time"
    (message,) = refusal.value.errors["local_start"]
    assert "02:30" in message
    assert "Sunday, 28 March 2027, 03:00" in message


def test_skipped_half_hour_is_refused_too():
    with pytest.raises(Invalid) as refusal:
        clock.resolve(datetime(2027, 10, 3, 2, 15), "Australia/Lord_Howe")
    assert "Sunday, 3 October 2027, 02:30" in refusal.value.errors["local_start"][0]


def test_skipped_day_is_refused():
    with pytest.raises(Invalid) as refusal:
        clock.resolve(datetime(2011, 12, 30, 12, 0), "Pacific/Apia")
    assert "Saturday, 31 December 2011, 00:00" in refusal.value.errors["local_start"][0]


def test_time_that_comes_twice_asks_which():
    twice = datetime(2027, 10, 31, 2, 30)
    with pytest.raises(Invalid) as refusal:
        clock.resolve(twice, "Europe/Berlin")
    assert refusal.value.code == "ambiguous_time"
    first = clock.resolve(twice, "Europe/Berlin", fold=0)
    second = clock.resolve(twice, "Europe/Berlin", fold=1)
    assert second - first == timedelta(hours=1)
    assert (clock.fold_of(first, "Europe/Berlin"), clock.fold_of(second, "Europe/Berlin")) == (0, 1)


@pytest.mark.parametrize(
    "name", ["", "Berlin", "Europe", "../../etc/passwd", "europe/berlin ", "\x00", "GMT+1"]
)
def test_unknown_zone_names_the_field(name):
    with pytest.raises(Invalid) as refusal:
        clock.validate_zone(name)
    assert list(refusal.value.errors) == ["timezone"]


@pytest.mark.parametrize("year", [1, 9999])
def test_year_out_of_range_is_refused_in_words(year):
    with pytest.raises(Invalid):
        clock.resolve(datetime(year, 1, 1), "Pacific/Apia")


def test_every_offered_zone_is_valid():
    names = [name for _region, zones in clock.zone_choices() for name, _label in zones]
    assert len(names) > 300
    assert set(names) <= clock.zone_names()


@given(
    minute=st.integers(0, 3 * 365 * 24 * 60),
    zone=st.sampled_from(ZONES),
    fold=st.sampled_from([0, 1]),
)
def test_what_is_accepted_reads_the_same_on_the_hosts_clock(minute, zone, fold):
    wall = datetime(2026, 1, 1) + timedelta(minutes=minute)
    try:
        instant = clock.resolve(wall, zone, fold=fold)
    except Invalid:
        offered = clock.next_valid(wall, zone)
        assert wall < offered <= wall + timedelta(days=1)
        instant, wall = clock.resolve(offered, zone, fold=0), offered
    assert instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0) == wall
