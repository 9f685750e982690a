"""What can be subscribed to. Domains register a topic type each; this package knows none of them.

A topic is written `name:ident`, for example ``thread:42``. The domain brings four synchronous questions, each
asked in one hop to a database thread::

    class ThreadTopic(TopicType):
        name = "thread"

        def resolve(self, viewer, ident): ...
        def head(self, ident): ...
        def heads(self, idents): ...
        def changes(self, ident, after, viewer=None): ...

    register(ThreadTopic())

Every reader of a topic gets the same frames. What may differ per reader is decided in `resolve` (may they
read at all) or in the browser.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.exceptions import ImproperlyConfigured

MAX_IDENT = 2**63 - 1
_WRITTEN = re.compile(r"([a-z][a-z0-9_]{0,30}):([1-9][0-9]{0,18})", re.ASCII)


@dataclass(frozen=True)
class TopicAccess:
    """That a viewer may read a topic, and what else they may do there.

    `may_type`: whether their typing is shown to the others. `head`: the topic's sequence, when the access
    check read it anyway (it saves one query); None when not.
    """

    may_type: bool = True
    head: int | None = None


class TopicType(ABC):
    """One kind of topic. Subclasses set `name` and answer these questions, each in a database thread."""

    name: str = ""

    @abstractmethod
    def resolve(self, viewer: Any, ident: int) -> TopicAccess | None:
        """What `viewer` may do with topic `ident`; None when it is missing or must look missing."""

    @abstractmethod
    def head(self, ident: int) -> int:
        """The sequence of the latest change of one topic, 0 when there was none."""

    @abstractmethod
    def heads(self, idents: Iterable[int]) -> dict[int, int]:
        """The same for many topics in one query; missing topics are left out."""

    @abstractmethod
    def changes(self, ident: int, after: int, viewer: Any = None) -> dict | None:
        """A `changes` frame of everything after sequence `after`; None when reloading is cheaper.

        `previous` is `after`. When `sequence` is below the head the frame is a page, and the next one is
        asked for after it. `viewer` is None when the frame goes to every reader.
        """


class Topic(NamedTuple):
    """A topic's type and the number in its name; `str()` gives the written form."""

    type: TopicType
    ident: int

    def __str__(self) -> str:
        return f"{self.type.name}:{self.ident}"


_types: dict[str, TopicType] = {}


def register(topic_type: TopicType) -> TopicType:
    """Make a topic type known; call it when the app is ready. Two types of one name are a mistake."""
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,30}", topic_type.name or "", re.ASCII):
        raise ImproperlyConfigured(f"{topic_type.name!r} cannot name a topic: use a-z, 0-9 and underscores.")
    known = _types.get(topic_type.name)
    if known is not None and type(known) is not type(topic_type):
        raise ImproperlyConfigured(f"Two topic types are named {topic_type.name!r}.")
    _types[topic_type.name] = topic_type
    return topic_type


def unregister(name: str) -> None:
    """Forget a topic type (for tests)."""
    _types.pop(name, None)


def parse(written: str) -> Topic | None:
    """The topic that `name:ident` names, or None when the syntax is wrong or nobody registered the name."""
    match = _WRITTEN.fullmatch(written)
    if match is None:
        return None
    topic_type, ident = _types.get(match[1]), int(match[2])
    return Topic(topic_type, ident) if topic_type is not None and ident <= MAX_IDENT else None


def is_written(value: str) -> bool:
    """Whether `value` has the form of a topic, known or not."""
    match = _WRITTEN.fullmatch(value)
    return match is not None and int(match[2]) <= MAX_IDENT
