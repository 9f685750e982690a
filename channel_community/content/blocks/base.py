"""What the blocks of every domain share: where templates are, and how the picker groups and shows them."""

from django.utils.translation import gettext_lazy as _

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
