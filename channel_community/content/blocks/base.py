"""What the blocks of every domain share: where templates are, and how the picker groups and shows them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks.struct_block import StructBlockValidationError

TEMPLATES = "channel_community/content/blocks"

#: Shows a block in the picker as pages do, with the community's own style sheet.
PREVIEW = f"{TEMPLATES}/_preview.html"

#: Headings of the picker.
GROUP_TEXT = _("Text")
GROUP_MEDIA = _("Media")
GROUP_PEOPLE = _("People and conversation")


class HasExample:
    """For blocks that show objects of the database: the picker shows `example()`, a value made up for it."""

    def example(self):
        """A value that `render` understands without any row behind it."""
        raise NotImplementedError

    def get_preview_value(self):
        return self.example()


class HasRules:
    """For struct blocks with a rule of their own: it is told together with what Wagtail finds wrong.

    A draft may be unfinished. So `problems` names no field for being empty while `is_deferred_validation`.
    """

    def problems(self, value) -> dict:
        """What is wrong in words, by name of the field."""
        raise NotImplementedError

    def clean(self, value):
        found, about_all = {}, None
        try:
            value = super().clean(value)
        except StructBlockValidationError as error:
            found, about_all = error.block_errors, error.non_block_errors
        own = {name: ValidationError(words) for name, words in self.problems(value).items()}
        if own or found or about_all:
            raise StructBlockValidationError(block_errors={**own, **found}, non_block_errors=about_all)
        return value
