"""Protocol 1, inbound: what a client may send, decoded within bounds.

Every frame is one flat JSON object (RFC 8259) of at most a few kilobytes with a `type`. Decoding never raises
anything but `ProtocolError`, whatever arrives; unknown keys are ignored, so that newer clients keep working.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from channel_community.realtime import topics

VERSION = 1
#: Brackets allowed in one frame. Our frames have one; more is either a mistake or an attack on the parser.
MAX_BRACKETS = 16
MAX_DIGITS = 19
MAX_SEQUENCE = 2**63 - 1


class ProtocolError(Exception):
    """A refused frame: `code` from the protocol's list, `detail` for people, `topic` when one was read."""

    def __init__(self, code: str, detail: str, topic: str | None = None):
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.topic = topic


@dataclass(frozen=True)
class Subscribe:
    """`subscribe`: send me what changes in `topic`, and first what I missed after `after` (None: nothing)."""

    topic: str
    after: int | None = None


@dataclass(frozen=True)
class Unsubscribe:
    """`unsubscribe`: no more of `topic`."""

    topic: str


@dataclass(frozen=True)
class Typing:
    """`typing`: I am writing in `topic`."""

    topic: str


@dataclass(frozen=True)
class Ping:
    """`ping`: are you there?"""


ClientFrame = Subscribe | Unsubscribe | Typing | Ping


def decode(text: str, limit: int) -> ClientFrame:
    """The frame in `text`, at most `limit` bytes of UTF-8; raises ProtocolError and nothing else."""
    if len(text) > limit or len(text.encode("utf-8", "surrogatepass")) > limit:
        raise ProtocolError("too_large", f"A frame may have at most {limit} bytes.")
    if text.count("{") + text.count("[") > MAX_BRACKETS:
        raise ProtocolError("invalid", "The frame is nested too deeply: send one flat object.")
    try:
        value = _decoder.decode(text)
    except (ValueError, RecursionError) as error:
        raise ProtocolError("invalid", "The frame is not valid JSON of this protocol.") from error
    return _frame(value)


def _frame(value: object) -> ClientFrame:
    if not isinstance(value, dict):
        raise ProtocolError("invalid", "A frame is a JSON object with a type.")
    if not all(_is_text(item) for pair in value.items() for item in pair if isinstance(item, str)):
        raise ProtocolError("invalid", "The frame holds half of a surrogate pair.")
    kind = value.get("type")
    if not isinstance(kind, str):
        raise ProtocolError("invalid", "type must be a string.")
    read = _READERS.get(kind)
    if read is None:
        raise ProtocolError("unknown_type", "This type is not one of subscribe, unsubscribe, typing, ping.")
    return read(value)


def _subscribe(value: dict) -> Subscribe:
    topic, after = _topic(value), value.get("after")
    if after is not None and (type(after) is not int or not 0 <= after <= MAX_SEQUENCE):
        raise ProtocolError("invalid", "after must be a whole number from 0 to 2**63 - 1.", topic)
    return Subscribe(topic, after)


def _topic(value: dict) -> str:
    topic = value.get("topic")
    if not isinstance(topic, str) or not topics.is_written(topic):
        raise ProtocolError("invalid", "topic must be a name, a colon and a number, like thread:42.")
    return topic


_READERS = {
    "subscribe": _subscribe,
    "unsubscribe": lambda value: Unsubscribe(_topic(value)),
    "typing": lambda value: Typing(_topic(value)),
    "ping": lambda value: Ping(),
}


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _unique(pairs: list[tuple[str, object]]) -> dict:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is there twice")
    return found


def _whole(digits: str) -> int:
    if len(digits) > MAX_DIGITS + 1:
        raise ValueError("a number is too long")
    return int(digits)


def _refuse(literal: str) -> object:
    raise ValueError(f"{literal[:20]} is not allowed")


_decoder = json.JSONDecoder(
    object_pairs_hook=_unique, parse_int=_whole, parse_float=_refuse, parse_constant=_refuse
)
