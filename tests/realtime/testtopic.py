"""A topic with nothing behind it but a list, so that the sockets can be tested without any domain."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from channel_community.realtime import broadcast
from channel_community.realtime.topics import TopicAccess, TopicType


@dataclass
class Log:
    """What was written under one topic: sequence -> text."""

    sequence: int = 0
    entries: list[tuple[int, str]] = field(default_factory=list)
    members_only: bool = False


class NoteTopic(TopicType):
    """`note:<n>`: a private or public list of texts. Counts its questions, and can be made to fail."""

    name = "note"

    def __init__(self, limit: int = 200):
        self.limit = limit
        self.logs: dict[int, Log] = {}
        self.asked: list[str] = []
        self.is_broken = False
        self.on_read = None
        self._lock = threading.Lock()

    # The four questions

    def resolve(self, viewer, ident):
        self._ask("resolve")
        log = self.logs.get(ident)
        if log is None or (log.members_only and not viewer.is_signed_in):
            return None
        return TopicAccess()

    def head(self, ident):
        self._ask("head")
        head = self.logs[ident].sequence
        if self.on_read is not None:
            self.on_read()
        return head

    def heads(self, idents):
        self._ask("heads")
        return {ident: self.logs[ident].sequence for ident in idents if ident in self.logs}

    def changes(self, ident, after, viewer=None):
        self._ask("changes")
        with self._lock:
            log = self.logs[ident]
            missed = [entry for entry in log.entries if entry[0] > after]
            if len(missed) > self.limit:
                return None
            return frame(after, log.sequence, missed)

    def _ask(self, question):
        self.asked.append(question)
        if self.is_broken:
            raise ConnectionError("the database is away")

    # Writing

    def open(self, ident=1, *, members_only=False) -> str:
        self.logs[ident] = Log(members_only=members_only)
        return f"note:{ident}"

    def write(self, text="hello", ident=1) -> dict:
        """Commit one entry, and return the frame that its broadcast would carry."""
        with self._lock:
            log = self.logs[ident]
            log.sequence += 1
            log.entries.append((log.sequence, text))
            return frame(log.sequence - 1, log.sequence, [log.entries[-1]])

    def say(self, text="hello", ident=1) -> dict:
        """Commit one entry and broadcast it, as an action does."""
        written = self.write(text, ident)
        broadcast.publish(f"note:{ident}", written)
        return written


def frame(previous, sequence, entries) -> dict:
    return {
        "type": "changes",
        "previous": previous,
        "sequence": sequence,
        "thread": {"sequence": sequence},
        "posts": [
            {"id": number, "number": number, "sequence": number, "state": "visible", "html": f"<p>{text}</p>"}
            for number, text in entries
        ],
    }
