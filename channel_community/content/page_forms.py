"""The form in which pages are written: it starts with the editor's own name, and takes only what is theirs.

Choosers list what an editor may choose, but a request may name anything. So the form asks again, and forgets
what it refuses before the form is shown again, with its title.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import ModelChoiceField
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.blocks.base import BlockField

REFUSAL = _(
    "Something that you chose is not in your space, and was taken out. Choose something of your own, or of "
    "the whole community."
)


class CommunityPageForm(WagtailAdminPageForm):
    """For every page type of the community; a site's own form may build upon it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._has_refused = False
        self._held: dict = {}
        self._begin_with_oneself()
        for name, field in self.fields.items():
            if isinstance(field, BlockField):
                self._held[name] = getattr(self.instance, name, None)
                self._filter(
                    field, lambda value, name=name, field=field: self._own_blocks(name, field, value)
                )
            elif type(field) is ModelChoiceField:
                self._held[name] = getattr(self.instance, f"{name}_id", None)
                self._offer_own(name, field)
                self._filter(field, lambda value, name=name, field=field: self._own_key(name, field, value))

    def clean(self):
        cleaned = super().clean()
        if self._has_refused:
            raise ValidationError(REFUSAL, code="scope")
        return cleaned

    def _begin_with_oneself(self) -> None:
        """A new page is by whoever writes it."""
        member = getattr(self.for_user, "community_member", None) if self.for_user else None
        if "author" in self.fields and self.instance.pk is None and member:
            self.initial["author"] = self.initial.get("author") or member.pk

    def _offer_own(self, name: str, field: ModelChoiceField) -> None:
        """Lists name only what the editor may choose, and what is chosen already."""
        from channel_community.content.scopes import choosable  # noqa: PLC0415 - needs the models

        scope = choosable(field.queryset.model, self.for_user) if self.for_user else None
        if scope is not None:
            field.queryset = field.queryset.filter(Q(pk__in=scope.values("pk")) | Q(pk=self._held[name]))

    def _filter(self, field, keep) -> None:
        """Let `keep` look at what the field's widget reads, for cleaning and for showing it again."""
        read = field.widget.value_from_datadict
        field.widget.value_from_datadict = lambda data, files, name: keep(read(data, files, name))

    def _own_blocks(self, name: str, field: BlockField, value):
        from channel_community.content import choices  # noqa: PLC0415 - the models are not loaded before it

        if self.for_user is None:
            return value
        found = choices.choices_in(field.block, value)
        outside = choices.refused(found, self.for_user) if found else set()
        if outside:
            outside -= choices.choices_in(field.block, self._held[name])
        if not outside:
            return value
        self._has_refused = True
        return choices.keep(field.block, value, lambda choice: choice not in outside)

    def _own_key(self, name: str, field: ModelChoiceField, value):
        from channel_community.content.scopes import choosable  # noqa: PLC0415 - as above

        scope = choosable(field.queryset.model, self.for_user) if value and self.for_user else None
        if scope is None or str(value) == str(self._held[name]):
            return value
        try:
            is_own = scope.filter(pk=value).exists()
        except (ValueError, OverflowError):
            is_own = False
        self._has_refused = self._has_refused or not is_own
        return value if is_own else None
