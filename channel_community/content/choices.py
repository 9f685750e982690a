"""What was chosen in a form: found wherever it is nested, and taken out where the editor may not choose it.

A value that the page held before stays: the brand may have put it there.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import swapper
from django.db.models import Model
from wagtail import blocks
from wagtail.images.blocks import ImageBlock
from wagtail.rich_text import RichText

from channel_community.content.scopes import choosable

#: A chosen object: its model and primary key.
Choice = tuple[type[Model], object]
May = Callable[[Choice], bool]

_TAG = re.compile(r"<(?P<name>a|embed)\b(?P<rest>[^>]*)>")
_ATTRIBUTE = re.compile(r'\b(?P<name>id|linktype|embedtype)="(?P<value>[^"]*)"')


def choices_in(block: blocks.Block, value) -> set[Choice]:
    """Everything that was chosen in `value`."""
    found: set[Choice] = set()
    keep(block, value, lambda choice: not found.add(choice))
    return found


def refused(choices: set[Choice], user) -> set[Choice]:
    """Those of `choices` that are not in the scope of `user`. One query for each kind of object."""
    outside: set[Choice] = set()
    for model in {model for model, _pk in choices}:
        wanted = {pk for kind, pk in choices if kind is model}
        scope = choosable(model, user)
        if scope is not None:
            allowed = set(scope.filter(pk__in=wanted).values_list("pk", flat=True))
            outside |= {(model, pk) for pk in wanted - allowed}
    return outside


def keep(block: blocks.Block, value, may: May):
    """`value` of `block` without what `may` refuses."""
    if isinstance(block, (blocks.ListBlock, blocks.StreamBlock)):
        children = value.bound_blocks if isinstance(block, blocks.ListBlock) else value
        for child in children or ():
            child.value = keep(child.block, child.value, may)
        return value
    if isinstance(block, (blocks.ChooserBlock, ImageBlock)):
        return value if value is None or may(choice_of(value)) else None
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            value[name] = keep(child, value.get(name), may)
        return value
    return _keep_links(value, may) if isinstance(value, RichText) else value


def choice_of(instance: Model) -> Choice:
    """The choice that an object stands for."""
    return type(instance), instance.pk


def _keep_links(text: RichText, may: May) -> RichText:
    """Rich text names pages, documents and images by id; whatever is refused loses its tag's attributes."""

    def kept(found: re.Match) -> str:
        choice = _linked(dict(_ATTRIBUTE.findall(found["rest"])))
        if choice is None or may(choice):
            return found[0]
        return "<a>" if found["name"] == "a" else ""

    return RichText(_TAG.sub(kept, text.source))


def _linked(attributes: dict[str, str]) -> Choice | None:
    from wagtail.documents import get_document_model  # noqa: PLC0415 - models are loaded by now
    from wagtail.images import get_image_model  # noqa: PLC0415

    pk, kind = attributes.get("id", ""), attributes.get("linktype") or attributes.get("embedtype")
    models = {
        "page": lambda: swapper.load_model("wagtailcore", "Page"),
        "document": get_document_model,
        "image": get_image_model,
    }
    if kind not in models or not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        return None
    return models[kind](), int(pk)
