"""What the hub asks of the database, one hop to a database thread per question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from channels.db import database_sync_to_async

from channel_community.realtime import frames, identity
from channel_community.realtime.topics import Topic, TopicAccess, TopicType, parse

#: Pages of a catch-up; whoever is further behind reloads.
MOST_PAGES = 10
#: Sockets checked in one hop: enough to share its cost, few enough to let others in between.
CHECKED_AT_ONCE = 20
#: Topics whose heads are asked for in one query.
HEADS_AT_ONCE = 500


@dataclass
class Missed:
    """The head of a topic, and the frames that lead up to it."""

    head: int
    frames: list[dict] = field(default_factory=list)


@database_sync_to_async
def resolve(topic: Topic, viewer) -> TopicAccess | None:
    """What the viewer may do with the topic."""
    return topic.type.resolve(viewer, topic.ident)


@database_sync_to_async
def read_since(topic: Topic, after: int | None, viewer, head: int | None) -> Missed:
    """The head, and what happened after `after` (None: nothing is asked for). `head` may be known already."""
    missed = Missed(topic.type.head(topic.ident) if head is None else head)
    name = str(topic)
    if after is None or after == missed.head:
        return missed
    if after > missed.head:  # the client is ahead of the database: one of them was restored
        missed.frames.append(frames.resync(name))
        return missed
    for _page in range(MOST_PAGES):
        page = topic.type.changes(topic.ident, after, viewer)
        if page is None or page["sequence"] <= after:
            break
        missed.frames.append(frames.changes(name, page))
        after = page["sequence"]
        if after >= missed.head:
            missed.head = after
            return missed
    missed.frames = [frames.resync(name)]
    return missed


@database_sync_to_async
def heads(topic_type: TopicType, idents: Iterable[int]) -> dict[int, int]:
    """The heads of many topics of one type: one query for each few hundred."""
    wanted = sorted(idents)
    found: dict[int, int] = {}
    for start in range(0, len(wanted), HEADS_AT_ONCE):
        found.update(topic_type.heads(wanted[start : start + HEADS_AT_ONCE]))
    return found


@dataclass
class Verdict:
    """Who a socket's reader is now (None: signed out), and what they may read no more."""

    identity: identity.Identity | None
    lost: list[str] = field(default_factory=list)


@database_sync_to_async
def check(asked: list[tuple[identity.Identity, list[str]]], known: dict) -> list[Verdict]:
    """Check sessions and access of several sockets. `known` carries answers from hop to hop of a round."""
    return [_check_one(who, names, known) for who, names in asked]


def _check_one(who: identity.Identity, names: list[str], known: dict) -> Verdict:
    proof = (who.session_key, who.viewer.user_id)
    if proof not in known:
        known[proof] = identity.confirm(who)
    now = known[proof]
    viewer = now.viewer if now is not None else identity.NOBODY.viewer
    return Verdict(now, [name for name in names if not _may_read(name, viewer, known)])


def _may_read(name: str, viewer, known: dict) -> bool:
    question = (name, viewer.user_id)
    if question not in known:
        topic = parse(name)
        known[question] = topic is not None and topic.type.resolve(viewer, topic.ident) is not None
    return known[question]


@database_sync_to_async
def identify(scope: dict) -> identity.Identity:
    """Who opened a socket."""
    return identity.identify(scope)
