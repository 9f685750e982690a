"""Stored values with everything taken out that no reader could see: how an editor happens to write them."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, NavigableString

#: What the editor writes for itself.
_UNSEEN = {"data-block-key", "class", "id"}
_SAME = {"strong": "b", "em": "i"}


def seen(stored: Any) -> Any:
    """`stored` so that two values compare equal when they show the same words, marks, links and pictures."""
    if isinstance(stored, dict):
        kept = {key: seen(value) for key, value in stored.items() if key != "id"}
        return {key: value for key, value in kept.items() if value not in ("", None, [], {})}
    if isinstance(stored, (list, tuple)):
        return [seen(value) for value in stored]
    return _text(stored) if isinstance(stored, str) else stored


def _text(text: str) -> str:
    if "<" not in text and "&" not in text:
        return " ".join(text.split())
    return " ".join("".join(_pieces(BeautifulSoup(text, "html.parser"))).split())


def _pieces(node) -> list[str]:
    found: list[str] = []
    for child in node.children:
        if isinstance(child, NavigableString):
            found.append(str(child))
            continue
        inner = "".join(_pieces(child))
        if not inner.strip() and not child.attrs.keys() - _UNSEEN and child.name not in ("br", "hr"):
            found.append(inner)  # an empty paragraph shows nothing
            continue
        name = _SAME.get(child.name, child.name)
        attrs = sorted((key, str(value)) for key, value in child.attrs.items() if key not in _UNSEEN)
        found.append(f"<{name}{''.join(f' {key}={value!r}' for key, value in attrs)}>{inner}</{name}>")
    return found
