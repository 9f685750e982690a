"""A version's content read block by block: what is locked, and what is a slot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from wagtail import blocks

from channel_community.content.kits.models import ContentKit, KitVersion
from channel_community.content.kits.slots import SlotBlock


@dataclass(frozen=True)
class Part:
    """One block of a version. `key` is its id, the same from version to version."""

    key: str
    kind: str
    block: blocks.Block
    value: Any

    @property
    def is_slot(self) -> bool:
        return isinstance(self.block, SlotBlock)

    @property
    def rules(self):
        """What cleans and shows the slot; only of slots."""
        return self.block.rules

    @property
    def label(self) -> str:
        """What the slot is called, or which kind of block it is."""
        return (self.value.get("label") if self.is_slot else "") or str(self.block.label)

    @property
    def is_required(self) -> bool:
        return self.is_slot and bool(self.value.get("required"))

    @cached_property
    def stored(self) -> Any:
        """The value as it is stored, to compare with another version's."""
        return self.block.get_prep_value(self.value)

    def render(self, context: Mapping | None = None) -> str:
        """A locked part's HTML."""
        return self.block.render(self.value, context=dict(context or {}))


def stream_block() -> blocks.StreamBlock:
    """What kits are written from, slots and all."""
    return ContentKit._meta.get_field("sections").stream_block


def parts_of(version: KitVersion) -> list[Part]:
    """Every part of a version in its order; blocks of a kind that is no longer installed are left out."""
    return parts_of_stream(stream_block().to_python(version.content))


def parts_of_stream(stream: Iterable) -> list[Part]:
    """Every part of a stream value, such as a kit's draft."""
    return [Part(str(child.id), child.block_type, child.block, child.value) for child in stream]


def slots_of(parts: Iterable[Part]) -> list[Part]:
    """The slots among `parts`."""
    return [part for part in parts if part.is_slot]


def missing_slots(parts: Iterable[Part], values: Mapping) -> list[Part]:
    """Slots that must be filled and are not."""
    return [part for part in parts if part.is_required and not values.get(part.key)]


def orphans(parts: Iterable[Part], values: Mapping) -> dict[str, Any]:
    """Values whose slot is gone, by the key they are kept under."""
    known = {part.key for part in parts if part.is_slot}
    return {key: value for key, value in values.items() if key not in known and value}
