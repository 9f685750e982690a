"""Which blocks pages are built from: the shipped ones, those of other domains, then the site's own say."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.module_loading import import_string

from channel_community.conf import settings

Blocks = list[tuple[str, object]]

_sources: list[Callable[[], Blocks]] = []


def adds_sections(source: Callable[[], Blocks]) -> Callable[[], Blocks]:
    """Decorator: offer the blocks that `source()` returns, as (name, block), after those before."""
    if source not in _sources:
        _sources.append(source)
    return source


def section_blocks() -> Blocks:
    """Every section, in the order an editor is offered them. The setting SECTION_BLOCKS has the last word."""
    from channel_community.content import blocks  # noqa: F401, PLC0415 - registers the shipped ones first

    found = [pair for source in _sources for pair in source()]
    change = settings.SECTION_BLOCKS
    return list(import_string(change)(found)) if change else found


def kit_blocks() -> Blocks:
    """What a kit is written from: every section, locked, and the slots that partners fill."""
    from channel_community.content.kits import slots  # noqa: PLC0415 - slots are blocks, and blocks register here

    return [*section_blocks(), *slots.slot_blocks()]
