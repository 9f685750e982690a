"""Slots whose rules changed: what is asked now, what was asked before, and which filled ones break them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from channel_community.content.kits import slot_rules
from channel_community.content.kits.enums import SLOT_MARKS, PictureRatio, TextLook
from channel_community.content.kits.parts import Part


@dataclass(frozen=True)
class Look:
    """A slot that needs a look: what is wrong, and what readers get until it is put right."""

    part: Part
    message: str
    meanwhile: str


def slots_to_look_at(parts: Iterable[Part], values: Mapping[str, Any]) -> list[Look]:
    """The slots that what stands in them, or that nothing stands in them, keeps from being submitted."""
    found = (_look(part, values.get(part.key)) for part in parts if part.is_slot)
    return [look for look in found if look]


def rule_changes(before: Part, part: Part, filled: Any = None) -> list[str]:
    """What one slot asks for now and did not before, each as a sentence with the partner's own figure."""
    old, new = before.value, part.value
    said = [_length(part, old, new, filled), _marks(old, new), _picture_shape(old, new)]
    said += [_least_width(old, new), _offers(part, old, new, filled), _look_of_text(old, new)]
    if part.is_required and not before.is_required:
        said.append(_("must be filled now") if filled else _("must be filled now; yours is empty"))
    elif before.is_required and not part.is_required:
        said.append(_("may stay empty now"))
    return [words for words in said if words]


def _look(part: Part, filled: Any) -> Look | None:
    if not filled:
        if not part.is_required:
            return None
        return Look(part, _("Fill it: it is empty."), _("Until then readers see nothing there."))
    try:
        cleaned = part.rules.clean(part.value, filled)
    except ValidationError as error:
        return Look(part, " ".join(error.messages), _meanwhile(part))
    if isinstance(part.rules, slot_rules.RichRules) and _count_tags(cleaned) < _count_tags(filled):
        message = _("Some of its marks are no longer allowed. Save it once to have them taken out.")
        return Look(part, message, _("Readers see your words without these marks."))
    return None


def _meanwhile(part: Part) -> str:
    if isinstance(part.rules, slot_rules.CallRules):
        return _("Until then readers see nothing there.")
    if isinstance(part.rules, slot_rules.PictureRules):
        return _("Until then readers see your picture, cut to the new shape.")
    return _("Until then readers see your whole text as it is.")


def _count_tags(html: Any) -> int:
    text = str(html or "")
    return sum(text.count(f"<{tag}") for tag in ("b>", "strong", "i>", "em", "ul", "ol", "li", "a "))


def _length(part: Part, old: Mapping, new: Mapping, filled: Any) -> str:
    was, now = old.get("max_length"), new.get("max_length")
    if was == now or now is None:
        return ""
    facts = {"now": now, "was": was, "yours": len(part.rules.text(new, filled))}
    if not filled:
        return _("now at most %(now)s characters (was %(was)s)") % facts
    return _("now at most %(now)s characters (was %(was)s); yours has %(yours)s") % facts


def _marks(old: Mapping, new: Mapping) -> str:
    was, now = set(old.get("marks") or ()), set(new.get("marks") or ())
    gone = [str(label) for mark, label in SLOT_MARKS if mark in was - now]
    come = [str(label) for mark, label in SLOT_MARKS if mark in now - was]
    said = [_("no longer allowed: %(marks)s") % {"marks": ", ".join(gone)}] if gone else []
    return "; ".join([*said, *([_("allowed now: %(marks)s") % {"marks": ", ".join(come)}] if come else [])])


def _picture_shape(old: Mapping, new: Mapping) -> str:
    was, now = old.get("ratio"), new.get("ratio")
    if was == now or now is None:
        return ""
    return _("now cut to “%(now)s” (was “%(was)s”)") % {
        "now": PictureRatio(now).label,
        "was": PictureRatio(was or PictureRatio.FREE).label,
    }


def _least_width(old: Mapping, new: Mapping) -> str:
    was, now = old.get("min_width"), new.get("min_width")
    if was == now or now is None:
        return ""
    return _("now at least %(now)s pixels wide (was %(was)s)") % {"now": now, "was": was}


def _offers(part: Part, old: Mapping, new: Mapping, filled: Any) -> str:
    if not isinstance(part.rules, slot_rules.CallRules):
        return ""
    was, now = slot_rules.offers(old), slot_rules.offers(new)
    gone = [was[key]["label"] for key in was if key not in now]
    come = [now[key]["label"] for key in now if key not in was]
    said = [_("no longer offered: %(offers)s") % {"offers": ", ".join(gone)}] if gone else []
    said += [_("offered now: %(offers)s") % {"offers": ", ".join(come)}] if come else []
    said += [
        _("“%(offer)s” leads to %(url)s now") % {"offer": now[key]["label"], "url": now[key]["url"]}
        for key in now
        if key in was and dict(was[key]) != dict(now[key])
    ]
    if filled and str(filled) in was and str(filled) not in now:
        said.append(_("yours is no longer offered: choose another"))
    return "; ".join(said)


def _look_of_text(old: Mapping, new: Mapping) -> str:
    was, now = old.get("shown_as"), new.get("shown_as")
    return _("shown as “%(look)s” now") % {"look": TextLook(now).label} if now and was != now else ""
