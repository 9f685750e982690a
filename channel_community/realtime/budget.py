"""How often one connection may do something.

A connection's allowance lives and dies with its connection, and is asked for every frame inside the event
loop, so it is a number and a time beside the socket. The `limits` library, which counts members' writes, is
the wrong tool here: its memory store starts a timer thread as it counts and keeps keys after the connection.
"""

from __future__ import annotations

from time import monotonic


class Budget:
    """At most `allowed` takings in each window of `seconds`; a window begins with its first taking."""

    __slots__ = ("allowed", "ends", "left", "seconds")

    def __init__(self, allowed: int, seconds: float = 60.0):
        self.allowed = allowed
        self.seconds = seconds
        self.left = allowed
        self.ends = 0.0

    def take(self) -> bool:
        """Use one up; False when none is left in this window."""
        now = monotonic()
        if now >= self.ends:
            self.left, self.ends = self.allowed, now + self.seconds
        if self.left <= 0:
            return False
        self.left -= 1
        return True
