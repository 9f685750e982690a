"""Links of a slot's rich text that name something by its id."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.db.models import Model
from wagtail.rich_text import features

#: A link and its attributes, which the sanitiser has put into double quotes.
_LINK = re.compile(r'<a\b(?P<attributes>(?:[^>"]|"[^"]*")*)>')
_ATTRIBUTE = re.compile(r'\b(?P<name>id|linktype)="(?P<value>[^"]*)"')
_LONGEST_ID = 18

Link = tuple[type[Model], int]


def links_in(html: str) -> set[Link]:
    """What the links of `html` name: model and id."""
    return {link for found in _LINK.finditer(html) if (link := _named(found))}


def without(html: str, refuses: Callable[[Link], bool]) -> str:
    """`html` whose links name nothing that is refused, and nothing without an id; their words stay."""

    def kept(found: re.Match) -> str:
        if "linktype" not in _attributes(found):
            return found[0]
        link = _named(found)
        return "<a>" if link is None or refuses(link) else found[0]

    return _LINK.sub(kept, html)


def _attributes(found: re.Match) -> dict[str, str]:
    return dict(_ATTRIBUTE.findall(found["attributes"]))


def _named(found: re.Match) -> Link | None:
    attributes = _attributes(found)
    pk, handler = attributes.get("id", ""), features.get_link_types().get(attributes.get("linktype"))
    if handler is None or not (pk.isascii() and pk.isdecimal() and len(pk) <= _LONGEST_ID):
        return None
    try:
        return handler.get_model(), int(pk)
    except NotImplementedError:
        return None
