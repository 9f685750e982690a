"""The field of a copy that holds what the partner put into the slots."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from wagtail.images import get_image_model

from channel_community.content.kits.links import links_in
from channel_community.content.kits.slot_rules import picture_id


class SlotValuesField(models.JSONField):
    """A JSON object by the ids of slots. Wagtail's list of references knows the pages and pictures in it."""

    def from_db_value(self, value, expression, connection):
        return _object(super().from_db_value(value, expression, connection))

    def to_python(self, value):
        return _object(super().to_python(value))

    def extract_references(self, value) -> Iterator[tuple]:
        """What usage, deletion and whoever guards the borders of a space are told: Wagtail's own protocol."""
        for key, filled in (value or {}).items():
            picture = picture_id(filled)
            if picture is not None:
                yield get_image_model(), str(picture), "slot", key
            elif isinstance(filled, str):
                for model, pk in sorted(links_in(filled), key=str):
                    yield model, str(pk), "slot", key

    def deconstruct(self):
        """For migrations it is the JSON column that it is."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


def _object(value):
    """Whatever else got into the column counts as nothing."""
    return value if isinstance(value, dict) else {}
