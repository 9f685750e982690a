"""Places in Wagtail's trees of pages and collections, as conditions."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q

from channel_community.content.page_types import page_types
from channel_community.content.pages import PartnerPageMixin


def below(paths: Iterable[str], lookup: str = "path") -> Q:
    """A condition: the place `lookup` is one of `paths` or below. No path, no row."""
    places = [Q(**{f"{lookup}__startswith": path}) for path in paths]
    return reduce(or_, places) if places else Q(pk__in=[])


def front_paths(partner_ids: Iterable[int]) -> tuple[str, ...]:
    """Where the front pages of these partners stand in the tree of pages."""
    wanted = list(partner_ids)
    found = (
        model._default_manager.filter(partner_id__in=wanted).values_list("path", flat=True)
        for model in page_types(PartnerPageMixin)
    )
    return tuple(sorted({path for paths in found for path in paths}))
