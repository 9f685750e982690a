"""A copy as readers get it: the version's words, the partner's in the slots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Subquery, When
from wagtail.images import get_image_model

from channel_community.content.kits.enums import RolloutKind
from channel_community.content.kits.models import KitRollout, KitVersion
from channel_community.content.kits.parts import Part, parts_of
from channel_community.content.kits.slot_rules import PictureRules, picture_filter, picture_id


@dataclass(frozen=True)
class Shown:
    """One part of the page. `html` of an empty slot is ""."""

    part: Part
    html: str


def effective_version(page) -> KitVersion:
    """The version that readers get: the page's own, or a newer one that the brand forced. One query.

    A page whose own version is recalled gets the one that the brand put such copies back to.
    """
    own = KitVersion.objects.filter(pk=page.version_id)
    on_offer = Q(kit_id=page.kit_id, recalled_at__isnull=True)
    newer = Q(number__gt=Subquery(own.values("number")))
    put_back = Q(number__lt=Subquery(own.values("number"))) & Exists(
        KitRollout.objects.filter(
            version=OuterRef("pk"),
            kind=RolloutKind.BACK,
            started_at__gte=Subquery(own.values("recalled_at")),
        )
    )
    found = KitVersion.objects.filter(
        Q(pk=page.version_id) | on_offer & newer & Q(forced_at__isnull=False) | on_offer & put_back
    )
    own_recalled = When(pk=page.version_id, recalled_at__isnull=False, then=1)
    return found.order_by(Case(own_recalled, default=0, output_field=IntegerField()), "-number").first()


def shown_parts(
    version: KitVersion, values: Mapping[str, Any], context: Mapping | None = None
) -> list[Shown]:
    """Every part that has something to show. The number of queries does not depend on the number of slots."""
    return fill(parts_of(version), values, context)


def fill(parts: Iterable[Part], values: Mapping[str, Any], context: Mapping | None = None) -> list[Shown]:
    """The same for parts already read."""
    parts = list(parts)
    pictures = pictures_for(parts, values)
    shown = []
    for part in parts:
        if part.is_slot:
            html = part.rules.render(part.value, values.get(part.key), pictures)
        else:
            html = part.render(context)
        if html:
            shown.append(Shown(part, html))
    return shown


def pictures_for(parts: Iterable[Part], values: Mapping[str, Any]) -> dict[int, Any]:
    """The pictures in the slots by id, with their renditions: two queries, none without pictures."""
    slots = [part for part in parts if part.is_slot and isinstance(part.rules, PictureRules)]
    wanted = {found for part in slots if (found := picture_id(values.get(part.key))) is not None}
    if not wanted:
        return {}
    filters = sorted({picture_filter(part.value) for part in slots})
    return get_image_model().objects.prefetch_renditions(*filters).in_bulk(wanted)


def words_of(version: KitVersion, values: Mapping[str, Any]) -> str:
    """Everything that search may find on the copy."""
    found = [version.lead]
    for part in parts_of(version):
        if part.is_slot:
            found.append(part.rules.text(part.value, values.get(part.key)))
        else:
            found += part.block.get_searchable_content(part.value)
    return "\n".join(str(text) for text in found if text)
