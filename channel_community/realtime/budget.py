"""How often one connection may do something.

A connection's allowance lives and dies with its connection, and is asked for every frame inside the event
loop, so it is a number and a time beside the socket. The `limits` library, which counts members' writes, is the
wrong tool here: its memory store starts a timer thread as it counts and keeps its keys after the connection.
"""

from __future__ import annotations

from time import monotonic


class Budget:
    """At most `allowed` takings per `seconds`; a used-up allowance grows back evenly."""

    __slots__ = ("allowed", "left", "seconds", "since")

    def __init__(self, allowed: int, seconds: float = 60.0):
        self.allowed = allowed
        self.seconds = seconds
        self.left = float(allowed)
        self.since = monotonic()

    def take(self) -> bool:
        """Use one up; False when none is left."""
        now = monotonic()
        grown = (now - self.since) * self.allowed / self.seconds
        self.left, self.since = min(float(self.allowed), self.left + grown), now
        if self.left < 1.0:
            return False
        self.left -= 1.0
        return True
