"""Who is reading a topic now: a count, and up to twelve of the members among them.

Each process counts its own sockets and tells the others through the layer; what a process said lapses when it
stops saying it. Changes are gathered: the more readers a topic has, the more rarely they are told. A member
counts once, whatever the number of their tabs; signed-out readers are counted and never named.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from channel_community.conf import settings
from channel_community.realtime import frames
from channel_community.realtime.link import envelope

if TYPE_CHECKING:
    from channel_community.realtime.connection import Connection
    from channel_community.realtime.hub import Hub
    from channel_community.realtime.live import LiveTopic

SHOWN = 12
#: Members one process names to the others; the rest are only counted.
TOLD = 60
FIRST_SECONDS = 0.15
LEAST_SECONDS = 1.0
READERS_PER_SECOND = 100
MOST_SECONDS = 15.0


@dataclass
class Said:
    """What another process said about its readers of one topic."""

    until: float
    anonymous: int
    members: dict[int, dict]
    more: int


@dataclass
class Room:
    """The readers of one topic as this process knows them."""

    anonymous: int = 0
    members: dict[int, list] = field(default_factory=dict)  # id -> [sockets, card]
    elsewhere: dict[str, Said] = field(default_factory=dict)
    newcomers: set = field(default_factory=set)
    timer: asyncio.TimerHandle | None = None
    told_at: float = float("-inf")
    told: dict | None = None
    is_announced: bool = False

    def enter(self, connection: Connection) -> None:
        if connection.member_id is None:
            self.anonymous += 1
        else:
            self.members.setdefault(connection.member_id, [0, connection.card])[0] += 1
        self.newcomers.add(connection)

    def leave(self, connection: Connection) -> None:
        self.newcomers.discard(connection)
        if connection.member_id is None:
            self.anonymous -= 1
            return
        entry = self.members[connection.member_id]
        entry[0] -= 1
        if not entry[0]:
            del self.members[connection.member_id]

    def count(self) -> int:
        named = set(self.members)
        for said in self.elsewhere.values():
            named.update(said.members)
        return (
            len(named) + self.anonymous + sum(said.anonymous + said.more for said in self.elsewhere.values())
        )

    def shown(self) -> list[dict]:
        cards = {ident: card for ident, (_sockets, card) in self.members.items()}
        for said in self.elsewhere.values():
            for ident, card in said.members.items():
                cards.setdefault(ident, card)
        return [cards[ident] for ident in sorted(cards)[:SHOWN]]


class Presence:
    """Tells readers, and the other processes, who is there. One per hub."""

    def __init__(self, hub: Hub):
        self.hub = hub

    def enter(self, topic: LiveTopic, connection: Connection) -> None:
        topic.room.enter(connection)
        self._changed(topic)

    def leave(self, topic: LiveTopic, connection: Connection) -> None:
        topic.room.leave(connection)
        self._changed(topic)

    def settled(self, topic: LiveTopic) -> None:
        """A newcomer can now be told."""
        self._changed(topic)

    def heard(self, topic: LiveTopic, message: dict) -> None:
        """Another process spoke about its readers of `topic`."""
        room, process = topic.room, message["process"]
        is_empty = not (message["anonymous"] or message["members"])
        is_new = process not in room.elsewhere and not is_empty
        lapse = self.hub.loop.time() + settings.REALTIME_HEARTBEAT_SECONDS * 2.5
        members = {int(ident): card for ident, card in message["members"]}
        room.elsewhere[process] = Said(lapse, message["anonymous"], members, message["more"])
        if is_empty:
            del room.elsewhere[process]
        if is_new:
            room.is_announced = False  # it does not know about our readers yet
        self._changed(topic)

    def refresh(self, topic: LiveTopic) -> None:
        """Once a heartbeat: forget processes that fell silent, and say again who is here."""
        now, room = self.hub.loop.time(), topic.room
        for process in [name for name, said in room.elsewhere.items() if said.until < now]:
            del room.elsewhere[process]
        room.is_announced = False
        self._changed(topic)

    def _changed(self, topic: LiveTopic) -> None:
        room = topic.room
        if room.timer is not None:
            return
        rest = min(MOST_SECONDS, max(LEAST_SECONDS, len(topic.readers) / READERS_PER_SECOND))
        wait = max(FIRST_SECONDS, room.told_at + rest - self.hub.loop.time())
        room.timer = self.hub.loop.call_later(wait, self._tell, topic)

    def _tell(self, topic: LiveTopic) -> None:
        room = topic.room
        room.timer, room.told_at = None, self.hub.loop.time()
        frame = frames.presence(topic.name, room.count(), room.shown())
        is_news = frame != room.told
        readers = topic.readers if is_news else room.newcomers & topic.readers
        room.told = frame
        room.newcomers -= topic.readers
        if readers:
            self.hub.deliver(readers, frame, droppable=True)
        if self.hub.link.is_shared and (is_news or not room.is_announced):
            room.is_announced = True
            self.hub.tell_others(topic, self._announcement(topic))

    def _announcement(self, topic: LiveTopic) -> dict:
        room = topic.room
        named = sorted(room.members)[:TOLD]
        return envelope(
            "presence",
            topic=topic.name,
            process=self.hub.link.process,
            anonymous=room.anonymous,
            members=[[ident, room.members[ident][1]] for ident in named],
            more=len(room.members) - len(named),
        )
