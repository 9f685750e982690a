"""Limits: what is counted, what is not, and what happens when the counter is gone."""

import pytest

from channel_community import ratelimit
from channel_community.exceptions import Invalid, TooMany


@pytest.fixture(autouse=True)
def _fresh():
    ratelimit.reset()
    yield
    ratelimit.reset()


def test_acts_up_to_the_rate_go_through_and_the_next_says_how_long_to_wait():
    for _ in range(3):
        ratelimit.hit("act", "3/minute", 1)
    with pytest.raises(TooMany) as refusal:
        ratelimit.hit("act", "3/minute", 1)
    assert 1 <= refusal.value.retry_after <= 60
    assert str(refusal.value.retry_after) in str(refusal.value.detail)


def test_people_and_acts_are_counted_apart():
    ratelimit.hit("act", "1/minute", 1)
    ratelimit.hit("act", "1/minute", 2)
    ratelimit.hit("other act", "1/minute", 1)


def test_no_rate_means_no_limit():
    for _ in range(50):
        ratelimit.hit("act", "", 1)


def test_what_fails_does_not_use_up_a_day():
    for _ in range(3):
        with pytest.raises(Invalid), ratelimit.counted("act", "1/day", 1):
            raise Invalid("wrong")
    with ratelimit.counted("act", "1/day", 1):
        pass
    with pytest.raises(TooMany), ratelimit.counted("act", "1/day", 1):
        pytest.fail("the act must not begin")


@pytest.mark.parametrize("uri", ["redis://127.0.0.1:1/0", "redis://127.0.0.1:1/1"])
def test_without_its_storage_nothing_is_limited(settings, uri):
    pytest.importorskip("redis", reason="the redis client is not installed")
    settings.CHANNEL_COMMUNITY = {"RATE_LIMIT_STORAGE": uri}
    for _ in range(3):
        ratelimit.hit("act", "1/minute", 1)
        with ratelimit.counted("act", "1/minute", 1):
            pass
    settings.CHANNEL_COMMUNITY = {}
