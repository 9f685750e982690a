"""Protocol 1, outbound: one builder per frame the server sends, and the one encoder.

The builders return plain dicts with JSON values; `encode` turns one into the text that every socket gets.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence

from channel_community.realtime.protocol import VERSION, ProtocolError

#: How many frames of each type this process has encoded; a change costs one, however many sockets read it.
encoded: Counter[str] = Counter()


def encode(frame: Mapping) -> str:
    """The frame as JSON text that is always valid UTF-8. Counted in `encoded` by type."""
    encoded[frame["type"]] += 1
    text = json.dumps(frame, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair in somebody's text: escape it, as JSON can
        text = json.dumps(frame, separators=(",", ":"), allow_nan=False)
    return text


def welcome(heartbeat: float, member: Mapping | None) -> dict:
    """First frame: the protocol's number, seconds between heartbeats, and who the session says you are."""
    return {"type": "welcome", "protocol": VERSION, "heartbeat": heartbeat, "member": member}


def subscribed(topic: str, sequence: int, presence: int) -> dict:
    """Answer to `subscribe`: the topic's sequence now, and how many are reading it."""
    return {"type": "subscribed", "topic": topic, "sequence": sequence, "presence": presence}


def unsubscribed(topic: str) -> dict:
    """Answer to `unsubscribe`, also when the topic was not subscribed to."""
    return {"type": "unsubscribed", "topic": topic}


def changes(topic: str, frame: Mapping) -> dict:
    """What changed in `topic` between `previous` and `sequence`, as the topic's domain wrote it."""
    return {**frame, "type": "changes", "topic": topic}


def resync(topic: str) -> dict:
    """The client is too far behind to catch up cheaply: it reloads the page's data."""
    return {"type": "resync", "topic": topic}


def gone(topic: str) -> dict:
    """Access to the topic ended; nothing more of it will come."""
    return {"type": "gone", "topic": topic}


def presence(topic: str, count: int, members: Sequence[Mapping]) -> dict:
    """How many read the topic now, and up to twelve of the members among them."""
    return {"type": "presence", "topic": topic, "count": count, "members": list(members)}


def typing(topic: str, member: Mapping) -> dict:
    """Somebody else is writing. Forget it after five seconds."""
    return {"type": "typing", "topic": topic, "member": member}


def heads(sequences: Mapping[str, int]) -> dict:
    """The heartbeat: the sequence of each topic the socket reads. A higher one than held means a gap."""
    return {"type": "heads", "topics": dict(sequences)}


def pong() -> dict:
    """Answer to `ping`."""
    return {"type": "pong"}


def error(problem: ProtocolError) -> dict:
    """Why a frame was refused. The connection stays."""
    return {"type": "error", "code": problem.code, "detail": problem.detail, "topic": problem.topic}
