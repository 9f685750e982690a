"""Working the deliveries off: from the task after the commit, or from the relay after a crash."""

from __future__ import annotations


def enqueue(event_id: int) -> None:
    """Hand the deliveries of one event to the task backend."""
    raise NotImplementedError
