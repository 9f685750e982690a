"""Rate limits, counted by the `limits` library in the storage that RATE_LIMIT_STORAGE names."""

from __future__ import annotations

import math
import time
from functools import lru_cache

from django.utils.translation import ngettext
from limits import parse
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from channel_community.conf import settings
from channel_community.exceptions import TooMany


def hit(name: str, rate: str, *keys: object) -> None:
    """Count one act named `name` by whoever `keys` identify; raise TooMany beyond `rate`.

    `rate` is in the notation of the library ("20/minute"); an empty one means no limit.
    """
    if not rate:
        return
    limit, limiter = parse(rate), _limiter(settings.RATE_LIMIT_STORAGE)
    identifiers = [f"channel_community:{name}", *map(str, keys)]
    if limiter.hit(limit, *identifiers):
        return
    wait = max(1, math.ceil(limiter.get_window_stats(limit, *identifiers).reset_time - time.time()))
    raise TooMany(
        ngettext(
            "That was too fast. Wait %(seconds)d second, then try again: your text is kept.",
            "That was too fast. Wait %(seconds)d seconds, then try again: your text is kept.",
            wait,
        )
        % {"seconds": wait},
        retry_after=wait,
    )


def reset() -> None:
    """Forget all counts, for tests."""
    _limiter(settings.RATE_LIMIT_STORAGE).storage.reset()


@lru_cache(maxsize=4)
def _limiter(uri: str) -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(storage_from_string(uri))
