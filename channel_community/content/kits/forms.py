"""The form of a copy: the page's own fields, and one field for each slot of its version."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.images import get_image_model

from channel_community.content.kits import slot_rules
from channel_community.content.kits.links import links_in
from channel_community.content.kits.own import choosable
from channel_community.content.kits.parts import Part, parts_of, slots_of
from channel_community.content.kits.render import effective_version
from channel_community.content.kits.slot_fields import BROKEN, fields_of, initial_of


class SlotsForm(forms.Form):
    """Every slot of a version. Whatever a request brings beside them is not looked at.

    A slot that the request does not name keeps what it holds.
    """

    def __init__(self, data=None, *, parts: list[Part], values: dict, user=None):
        self.parts, self.stored, self.user = slots_of(parts), values or {}, user
        self._refusals: dict[str, str] = {}
        self._asked: dict[tuple, bool] = {}
        initial: dict[str, Any] = {}
        for part in self.parts:
            initial.update(initial_of(part, self.stored.get(part.key)))
        super().__init__(data, prefix="slot", initial=initial)
        for part in self.parts:
            fields = fields_of(part)
            self._watch(part, fields[part.key])
            self.fields.update(fields)

    @property
    def media(self):
        module = Script("channel_community/js/admin/slot-count.js", type="module")
        return super().media + forms.Media(js=[module], css={"all": ["channel_community/css/admin/kits.css"]})

    def require(self, required: bool) -> None:
        """Whether slots that must be filled must be so now: not for a draft."""
        for part in self.parts:
            self.fields[part.key].required = required and part.is_required

    def clean(self):
        cleaned = super().clean()
        self.values = {key: value for key, value in self.stored.items() if key not in self._keys}
        for part in self.parts:
            if part.key in self._refusals:
                self._errors.pop(part.key, None)  # “it is empty” would be no cure
                self.add_error(part.key, self._refusals[part.key])
            elif part.key not in self.errors:
                self._fill(part, cleaned)
        return cleaned

    def has_changed(self) -> bool:
        """Whether saving would change any slot."""
        return self.is_bound and self.is_valid() and self.values != self.stored

    def _fill(self, part: Part, cleaned: dict) -> None:
        stored = self.stored.get(part.key)
        field = self.fields[part.key]
        if field.widget.value_omitted_from_data(self.data, self.files, self.add_prefix(part.key)):
            filled = stored
        else:
            filled = self._posted(part, cleaned)
        try:
            found = (
                filled if filled == stored and filled is not None else part.rules.clean(part.value, filled)
            )
        except ValidationError as error:
            self.add_error(part.key, error)
            return
        if found is not None:
            self.values[part.key] = found

    def _posted(self, part: Part, cleaned: dict):
        value = cleaned.get(part.key)
        if isinstance(part.rules, slot_rules.PictureRules):
            return (
                {"image": value.pk, "alt": cleaned.get(slot_rules.alt_name(part.key), "")} if value else None
            )
        return value

    def _watch(self, part: Part, field: forms.Field) -> None:
        """Look at what the widget reads: what is another's is neither kept nor shown again with its title."""
        stored = self.stored.get(part.key)
        if not part.rules.can_read(stored):
            note = _("What stood here could not be read, and is gone when you save. Fill it in anew.")
            field.help_text = f"{note} {field.help_text}".strip()
        look = {slot_rules.PictureRules: self._own_picture, slot_rules.RichRules: self._own_links}
        keep, read = look.get(type(part.rules)), field.widget.value_from_datadict
        if keep:
            field.widget.value_from_datadict = lambda *args: keep(part, read(*args), stored)

    def _own_picture(self, part: Part, value, stored):
        """A picture must be one that this person may choose, or the one that is there."""
        picture = slot_rules.number_of(value)
        if not value or (picture and picture == slot_rules.picture_id(stored)):
            return value
        if picture and self._may(get_image_model(), picture):
            return value
        self._refusals[part.key] = _("This picture is not in your library. Choose one that is.")
        return None

    def _own_links(self, part: Part, value, stored):
        """A link must lead where this person may lead to, or where one of the slot leads already."""
        if not value or value == BROKEN:
            return value
        held = links_in(stored) if isinstance(stored, str) else set()
        html = part.rules.tidy(part.value, value)
        outside = {link for link in links_in(html) - held if not self._may(*link)}
        if outside:
            self._refusals[part.key] = _(
                "A link leads to something that is not in your space, and was taken out. Link to a page of "
                "your own, or to one that everybody may read."
            )
        return part.rules.tidy(part.value, html, outside.__contains__)

    def _may(self, model, pk: int) -> bool:
        """Asked once for each: a widget is read more than once."""
        if self.user is None:
            return True
        if (model, pk) not in self._asked:
            self._asked[model, pk] = choosable(model, self.user).filter(pk=pk).exists()
        return self._asked[model, pk]

    @cached_property
    def _keys(self) -> set[str]:
        return {part.key for part in self.parts}


class KitPageForm(WagtailAdminPageForm):
    """The page's form with `slots`, a form of their own: only what they clean reaches the page."""

    def __init__(self, data=None, files=None, *args, **kwargs):
        super().__init__(data, files, *args, **kwargs)
        page = self.instance
        self.version = effective_version(page) if page.kit_id and page.version_id else None
        self.parts = parts_of(self.version) if self.version else []
        self.slots = SlotsForm(
            data if self.is_bound else None, parts=self.parts, values=page.values, user=self.for_user
        )

    @property
    def media(self):
        return super().media + self.slots.media

    def defer_required_fields(self):
        super().defer_required_fields()
        self.slots.require(False)

    def restore_required_fields(self):
        super().restore_required_fields()
        self.slots.require(True)

    def has_changed(self):
        return super().has_changed() or self.slots.has_changed()

    def clean(self):
        cleaned = super().clean()
        if self.slots.is_valid():
            self.instance.values = self.slots.values
        else:
            for name, messages in self.slots.errors.items():
                for message in messages:
                    self.add_error(None, _named(self.slots.fields[name].label, message))
        return cleaned


def _named(label: str, message: str) -> str:
    """The message with the slot it is about, for the head of the editor."""
    named = _("“%(label)s”: %(message)s") % {"label": label, "message": message}
    return message if label in message else named
