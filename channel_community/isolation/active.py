"""Parts of a page's fields that are active content: raw HTML and embeds from wherever the author likes."""

from __future__ import annotations

from collections.abc import Iterator

from wagtail.blocks import ListBlock, RawHTMLBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock

#: How an embed is written in the stored form of a text.
_EMBED_IN_TEXT = 'embedtype="media"'


def active_parts(source) -> Iterator[tuple[str, str]]:
    """Name of the field and the part, for each piece of active content in a row's fields."""
    for field in source._meta.get_fields():
        if isinstance(field, StreamField):
            parts = _in_block(field.stream_block, field.value_from_object(source))
        elif isinstance(field, RichTextField):
            parts = _in_text(field.value_from_object(source))
        else:
            continue
        yield from ((field.name, part) for part in parts)


def _in_block(block, value) -> Iterator[str]:
    if not value:
        return
    if isinstance(block, RichTextBlock):
        yield from _in_text(value.source)
    elif isinstance(block, RawHTMLBlock):
        yield str(value)
    elif isinstance(block, EmbedBlock):
        yield value.url
    else:
        for child, part in _below(block, value):
            yield from _in_block(child, part)


def _below(block, value) -> list[tuple]:
    """The blocks inside of one that holds others, each with its value."""
    if isinstance(block, StreamBlock):
        return [(child.block, child.value) for child in value]
    if isinstance(block, ListBlock):
        return [(block.child_block, child) for child in value]
    if isinstance(block, StructBlock) and not isinstance(block, ImageBlock):  # its value is the image itself
        return [(child, value.get(name)) for name, child in block.child_blocks.items()]
    return []


def _in_text(text) -> Iterator[str]:
    """Each embed of a stored text, as it is written there."""
    for piece in str(text or "").split("<embed")[1:]:
        tag = piece.partition(">")[0]
        if _EMBED_IN_TEXT in tag:
            yield tag
