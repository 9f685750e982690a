"""What changed between two versions, block by block and word by word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from channel_community.content.kits.models import KitVersion
from channel_community.content.kits.parts import Part, parts_of
from channel_community.content.kits.sameness import seen
from channel_community.content.kits.tightened import rule_changes

ADDED, REMOVED, REWORDED = "added", "removed", "reworded"
#: Words beyond which two texts are shown one after the other: comparing grows with the square.
MAX_WORDS = 4000
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Change:
    """One block that is new, gone or reworded. `html` is safe."""

    kind: str
    label: str
    html: SafeString
    is_slot: bool = False
    #: What a slot asks for now and did not before, as sentences.
    rules: tuple[str, ...] = ()

    @property
    def kind_label(self) -> str:
        if self.kind == REWORDED and self.rules:
            return _("Other rules")
        return {ADDED: _("Added"), REMOVED: _("Removed"), REWORDED: _("Reworded")}[self.kind]


def changes_between(old: KitVersion, new: KitVersion, values: Mapping | None = None) -> list[Change]:
    """Every change that a reader or a partner would notice, in the order of the newer version.

    `values` is what stands in the slots of one copy: the rules are told with its figures.
    """
    before = {part.key: part for part in parts_of(old)}
    after = parts_of(new)
    kept = {part.key for part in after}
    found = [change for change in (_words(_("Lead"), old.lead, new.lead),) if change]
    for part in after:
        change = _of_part(before.get(part.key), part, (values or {}).get(part.key))
        if change:
            found.append(change)
    gone = [part for key, part in before.items() if key not in kept]
    return found + [Change(REMOVED, part.label, _whole("del", words_of(part)), part.is_slot) for part in gone]


def words_of(part: Part) -> str:
    """What a block says, as plain words."""
    if part.is_slot:
        asked = [part.label, part.value.get("help") or "", part.value.get("title") or ""]
        return "\n".join(text for text in asked if text)
    found = [str(text) for text in part.block.get_searchable_content(part.value) if text]
    return "\n".join(" ".join(strip_tags(text).split()) for text in found)


def word_diff(old: str, new: str) -> SafeString:
    """Both texts as one, with what went and what came marked for eyes and for screen readers. Escaped."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) + len(after) > MAX_WORDS:
        return format_html("{} {}", _whole("del", old), _whole("ins", new))
    pieces = []
    for act, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if act == "equal":
            pieces.append((format_html("{}", "".join(after[j1:j2])),))
            continue
        if i2 > i1:
            pieces.append((_whole("del", "".join(before[i1:i2])),))
        if j2 > j1:
            pieces.append((_whole("ins", "".join(after[j1:j2])),))
    return format_html_join("", "{}", pieces)


def _of_part(before: Part | None, part: Part, filled: Any = None) -> Change | None:
    if before is None:
        rules = (_("must be filled"),) if part.is_required else ()
        return Change(ADDED, part.label, _whole("ins", words_of(part)), part.is_slot, rules)
    is_same_kind = before.kind == part.kind
    rules = tuple(rule_changes(before, part, filled)) if part.is_slot and is_same_kind else ()
    if is_same_kind and not rules and seen(before.stored) == seen(part.stored):
        return None
    words = _words(part.label, words_of(before), words_of(part))
    if words or rules:
        return Change(REWORDED, part.label, words.html if words else SafeString(""), part.is_slot, rules)
    return Change(
        REWORDED,
        part.label,
        format_html("{}", _("Its marks, a link, a picture or a setting changed.")),
        part.is_slot,
    )


def _words(label: str, old: str, new: str) -> Change | None:
    return Change(REWORDED, label, word_diff(old, new)) if old.split() != new.split() else None


def _whole(tag: str, text: str) -> SafeString:
    """A stretch that came or went; the words for screen readers stand around it."""
    said = _("added:") if tag == "ins" else _("removed:")
    if not text.strip():
        return format_html("{}", text) if tag == "ins" else SafeString("")
    open_close = ("<ins>", "</ins>") if tag == "ins" else ("<del>", "</del>")
    hidden = format_html('<span class="w-sr-only">{} </span>', said)
    return format_html(open_close[0] + "{}{}" + open_close[1], hidden, text)
