"""A small memory in the process for what every page shows and almost never changes."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Any

#: Seconds after which a process looks again; a change made in the same process is seen at once.
LIFETIME = 30.0
_MOST = 1024

_kept: dict[Hashable, tuple[float, Any]] = {}


def remember(key: Hashable, make: Callable[[], Any]) -> Any:
    """The value kept under `key`, made now if there is none or it is too old."""
    now = time.monotonic()
    found = _kept.get(key)
    if found and found[0] > now:
        return found[1]
    value = make()
    if len(_kept) >= _MOST:
        _kept.clear()
    _kept[key] = (now + LIFETIME, value)
    return value


def is_kept(key: Hashable) -> bool:
    """Whether `remember` would answer without making the value."""
    found = _kept.get(key)
    return bool(found) and found[0] > time.monotonic()


def forget() -> None:
    """Look everything up again."""
    _kept.clear()
