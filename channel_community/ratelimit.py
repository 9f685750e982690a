"""Rate limits, counted by the `limits` library in the storage that RATE_LIMIT_STORAGE names."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from django.utils.translation import ngettext
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from channel_community.conf import settings
from channel_community.exceptions import TooMany

logger = logging.getLogger("channel_community.ratelimit")


def hit(name: str, rate: str, *keys: object) -> None:
    """Count one act named `name` by whoever `keys` identify; raise TooMany beyond `rate`.

    `rate` is in the notation of the library ("20/minute"); an empty one means no limit. While the storage
    does not answer, nothing is limited: counting must not keep anybody from writing.
    """
    _ask("hit", name, rate, keys)


@contextmanager
def counted(name: str, rate: str, *keys: object, cost: int = 1) -> Iterator[None]:
    """Like `hit`, for limits by the day: an act that fails inside the block is not counted.

    `cost` is how many acts it is.
    """
    _ask("test", name, rate, keys, cost)
    yield
    try:
        _ask("hit", name, rate, keys, cost)
    except TooMany:  # two at once took the last place, and both are done
        logger.info("%s by %s went one over %s", name, keys, rate)


def left(name: str, rate: str, *keys: object) -> int | None:
    """How many acts are left now; None where nothing is limited or the storage does not answer."""
    if not rate:
        return None
    identifiers = [f"channel_community:{name}", *map(str, keys)]
    try:
        stats = _limiter(settings.RATE_LIMIT_STORAGE).get_window_stats(parse(rate), *identifiers)
    except StorageError:
        return None
    return max(0, stats.remaining)


def reset() -> None:
    """Forget all counts, for tests."""
    _limiter(settings.RATE_LIMIT_STORAGE).storage.reset()


def _ask(question: str, name: str, rate: str, keys: tuple, cost: int = 1) -> None:
    if not rate:
        return
    limit, limiter = parse(rate), _limiter(settings.RATE_LIMIT_STORAGE)
    identifiers = [f"channel_community:{name}", *map(str, keys)]
    try:
        if not getattr(limiter, question)(limit, *identifiers, cost=cost):
            raise _too_fast(limiter, limit, identifiers)
    except StorageError:
        logger.exception("The storage of rate limits does not answer; %s is not limited.", name)


def _too_fast(limiter: MovingWindowRateLimiter, limit: RateLimitItem, identifiers: list[str]) -> TooMany:
    wait = max(1, math.ceil(limiter.get_window_stats(limit, *identifiers).reset_time - time.time()))
    return TooMany(
        ngettext(
            "That was too fast. Wait %(seconds)d second, then try again: your text is kept.",
            "That was too fast. Wait %(seconds)d seconds, then try again: your text is kept.",
            wait,
        )
        % {"seconds": wait},
        retry_after=wait,
    )


@lru_cache(maxsize=4)
def _limiter(uri: str) -> MovingWindowRateLimiter:
    # Redis gets half a second; the other storages do not know these options.
    waits = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5} if "redis" in uri.partition(":")[0] else {}
    return MovingWindowRateLimiter(storage_from_string(uri, wrap_exceptions=True, **waits))
