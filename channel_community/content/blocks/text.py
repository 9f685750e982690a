"""Words: headings, paragraphs, quotes."""

import re

from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import expand_db_html

from channel_community.content.blocks.base import GROUP_TEXT, PREVIEW, TEMPLATES

#: What rich text may hold; headings have a block of their own, so that their order stays right.
RICH_TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]

#: `rel` of links that lead off the site: the other page learns nothing of this window.
EXTERNAL_REL = "external noopener"

_EXTERNAL = re.compile(r'<a href="(?P<address>https?://(?P<host>[^/"?#]*)[^"]*)"', re.IGNORECASE)


class HeadingBlock(blocks.CharBlock):
    """A heading that divides the page."""

    class Meta:
        icon = "title"
        label = _("Heading")
        group = GROUP_TEXT
        template = f"{TEMPLATES}/heading.html"
        preview_template = PREVIEW
        preview_value = _("What we changed, and why")
        description = _("A heading that divides the page.")


class TextBlock(blocks.RichTextBlock):
    """Paragraphs, lists and links. The template gets `text`, ready to be shown."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = GROUP_TEXT
        template = f"{TEMPLATES}/rich_text.html"
        preview_template = PREVIEW
        preview_value = "<p>Restores are the point of a backup. <b>Try one every month.</b></p>"
        description = _("Paragraphs, small headings, lists and links.")

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        request = (parent_context or {}).get("request")
        own_host = request.get_host() if request else ""
        context["text"] = mark_safe(  # noqa: S308 - Wagtail's own rendering of what its editor let in
            mark_external(expand_db_html(value.source), own_host)
        )
        return context


def mark_external(html: str, own_host: str) -> str:
    """`html` with `rel` on the links that lead to other hosts."""

    def marked(found: re.Match) -> str:
        if found["host"].lower() == own_host.lower():
            return found[0]
        return f'{found[0]} rel="{escape(EXTERNAL_REL)}"'

    return _EXTERNAL.sub(marked, html)


class QuoteBlock(blocks.StructBlock):
    """What somebody said, and who."""

    text = blocks.TextBlock(label=_("What was said"), max_length=600, help_text=_("Up to 600 characters."))
    attribution = blocks.CharBlock(label=_("Who said it"), required=False, max_length=120)
    source = blocks.CharBlock(label=_("Their role or organisation"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        group = GROUP_TEXT
        template = f"{TEMPLATES}/quote.html"
        preview_template = PREVIEW
        preview_value = {
            "text": _("I put it off for a year because I thought that it would take a day."),
            "attribution": "Freja Holm-Petersen",
            "source": _("laboratory in Aarhus"),
        }
        description = _("A customer in their own words.")
