"""Facts about kits. Payloads hold ids and plain values, enough to be understood without a look-up."""

from __future__ import annotations

from dataclasses import dataclass

from channel_community.events.registry import EventType, register_event


@dataclass(frozen=True)
class VersionFact:
    """Something became of a version."""

    kit_id: int
    kit_name: str
    version_id: int
    number: int
    reason: str = ""


@dataclass(frozen=True)
class CopyFact(VersionFact):
    """Something became of a partner's copy; `number` is the version it wears now."""

    page_id: int = 0
    page_title: str = ""


@dataclass(frozen=True)
class NoticeFact(VersionFact):
    """One person of a partner's staff is to hear of a version, once. `kind` is a RolloutKind."""

    kind: str = ""
    member_id: int = 0


PUBLISHED = register_event(EventType("content.kit.published", VersionFact))
FORCED = register_event(EventType("content.kit.forced", VersionFact))
RECALLED = register_event(EventType("content.kit.recalled", VersionFact))
REINSTATED = register_event(EventType("content.kit.reinstated", VersionFact))
ADOPTED = register_event(EventType("content.kit.adopted", CopyFact))
ACCEPTED = register_event(EventType("content.kit.accepted", CopyFact))
NOTICES = {
    kind: register_event(EventType(f"content.kit.{kind}_notice", NoticeFact))
    for kind in ("announce", "force", "recall", "back", "reinstate")
}
