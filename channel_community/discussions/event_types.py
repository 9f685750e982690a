"""Facts about discussions. Payloads hold ids and plain values, enough to be understood without a look-up."""

from __future__ import annotations

from dataclasses import dataclass

from channel_community.events.registry import EventType, register_event


@dataclass(frozen=True)
class PostFact:
    """A post and where it stands. `url` is a path on this site."""

    thread_id: int
    thread_title: str
    post_id: int
    number: int
    url: str


@dataclass(frozen=True)
class ThreadCreated:
    """A thread was opened; `kind` is "question" or "discussion"."""

    thread_id: int
    thread_title: str
    kind: str
    board_id: int
    url: str


@dataclass(frozen=True)
class PostEdited(PostFact):
    """`moderated` tells a moderator's act, with its `reason`, from the author's own."""

    moderated: bool = False
    reason: str = ""


@dataclass(frozen=True)
class PostRemoved(PostFact):
    """`moderated` tells a moderator's act, with its `reason`, from the author's own."""

    moderated: bool
    reason: str = ""


@dataclass(frozen=True)
class AnswerAccepted(PostFact):
    """`own` marks the acceptance of one's own answer, which earns nothing.

    `reason` is given by who accepts for the person who asked.
    """

    own: bool
    reason: str = ""


@dataclass(frozen=True)
class AnswerUnaccepted(PostFact):
    """Takes back the acceptance recorded as event `accepted_event_id`; `own` and `reason` as there."""

    own: bool
    accepted_event_id: int
    reason: str = ""


@dataclass(frozen=True)
class Reacted(PostFact):
    """`kind` of reaction; the actor gave it, the subject wrote the post."""

    kind: str


@dataclass(frozen=True)
class Unreacted(Reacted):
    """Takes back the reaction recorded as event `reacted_event_id`."""

    reacted_event_id: int


THREAD_CREATED = register_event(EventType("discussions.thread.created", ThreadCreated))
POST_CREATED = register_event(EventType("discussions.post.created", PostFact))
POST_EDITED = register_event(EventType("discussions.post.edited", PostEdited))
POST_REMOVED = register_event(EventType("discussions.post.removed", PostRemoved))
ANSWER_ACCEPTED = register_event(EventType("discussions.answer.accepted", AnswerAccepted))
ANSWER_UNACCEPTED = register_event(EventType("discussions.answer.unaccepted", AnswerUnaccepted))
POST_REACTED = register_event(EventType("discussions.post.reacted", Reacted))
POST_UNREACTED = register_event(EventType("discussions.post.unreacted", Unreacted))
