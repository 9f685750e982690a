"""Form fields and widgets for slots, made of Wagtail's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser

from channel_community.content.kits import slot_rules
from channel_community.content.kits.enums import TextLook
from channel_community.content.kits.parts import Part

#: What stands for rich text that did not arrive as the editor sends it.
BROKEN = "\x00"


class SlotEditor(DraftailRichTextArea):
    """Wagtail's editor with the slot's marks alone; a request that no editor made is an error in words."""

    def value_from_datadict(self, data, files, name):
        try:
            return super().value_from_datadict(data, files, name)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
            return BROKEN

    def format_value(self, value):
        try:
            return super().format_value("" if value == BROKEN else value)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
            return super().format_value("")


class SlotRichField(forms.CharField):
    """HTML from the editor."""

    def clean(self, value):
        if value == BROKEN:
            message = _("The text did not arrive whole. It is kept as it was; write your change once more.")
            raise ValidationError(message)
        if self.required and not slot_rules.plain(str(value or "")):
            raise ValidationError(self.error_messages["required"], code="required")
        return value or ""


def fields_of(part: Part) -> dict[str, forms.Field]:
    """The form fields of one slot, by their name; the first holds the slot itself."""
    slot, rules = part.value, part.rules
    common = {
        "label": part.label,
        "help_text": slot.get("help") or "",
        "required": part.is_required,
        "error_messages": {"required": _("“%(label)s” is empty. Fill it in.") % {"label": part.label}},
    }
    if isinstance(rules, slot_rules.PictureRules):
        return {
            part.key: forms.ModelChoiceField(
                queryset=get_image_model().objects.all(), widget=AdminImageChooser(), **common
            ),
            slot_rules.alt_name(part.key): forms.CharField(
                label=_("%(label)s: description") % {"label": part.label},
                required=False,
                max_length=slot_rules.ALT_LENGTH,
                help_text=_("What it shows, for those who cannot see it. Leave it empty for decoration."),
            ),
        }
    if isinstance(rules, slot_rules.RichRules):
        widget = SlotEditor(features=rules.features(slot))
        return {part.key: SlotRichField(widget=widget, **_limited(common, slot))}
    if isinstance(rules, slot_rules.CallRules):
        choices = [
            (key, f"{offer['label']} → {offer['url']}") for key, offer in slot_rules.offers(slot).items()
        ]
        return {part.key: forms.ChoiceField(choices=[("", _("Choose one")), *choices], **common)}
    return {part.key: forms.CharField(widget=_text_widget(slot), strip=True, **_limited(common, slot))}


def initial_of(part: Part, filled: Any) -> dict[str, Any]:
    """What the slot's fields begin with."""
    if not part.rules.can_read(filled):
        return {}
    if isinstance(part.rules, slot_rules.RichRules):
        return {part.key: part.rules.tidy(part.value, filled or "")}
    if isinstance(part.rules, slot_rules.PictureRules):
        alt = filled.get("alt") if isinstance(filled, dict) else ""
        return {part.key: slot_rules.picture_id(filled), slot_rules.alt_name(part.key): alt or ""}
    return {part.key: filled or ""}


def _limited(common: dict, slot) -> dict:
    """The help with the room there is; the rules refuse what is longer, in words that say by how much."""
    room = _("Up to %(limit)d characters.") % {"limit": slot["max_length"]}
    return {**common, "help_text": f"{common['help_text']} {room}".strip()}


def _text_widget(slot):
    limit = slot["max_length"]
    attrs = {"data-cc-count": str(limit), "placeholder": slot.get("example") or ""}
    is_line = slot.get("shown_as") == TextLook.HEADING or limit <= 120
    return forms.TextInput(attrs=attrs) if is_line else AdminAutoHeightTextInput(attrs=attrs)
