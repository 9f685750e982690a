"""The sections a partner page is built from. No raw HTML, no embeds: the brand stays safe on every page."""

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from channel_community.content.cards import PersonCard
from channel_community.content.choosers import MemberChooserBlock
from channel_community.content.registry import adds_sections
from channel_community.members.cards import author_of
from channel_community.sanitize import safe_url

#: What rich text may hold; headings have a block of their own, so that their order stays right.
RICH_TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]
TEMPLATES = "channel_community/content/blocks"


class HeadingBlock(blocks.CharBlock):
    """A heading that divides the page."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = f"{TEMPLATES}/heading.html"
        preview_value = "What we changed, and why"
        description = _("A heading that divides the page.")


class TextBlock(blocks.RichTextBlock):
    """Paragraphs, lists and links."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = f"{TEMPLATES}/rich_text.html"
        preview_value = "<p>Restores are the point of a backup. <b>Try one every month.</b></p>"
        description = _("Paragraphs, small headings, lists and links.")


class PictureBlock(blocks.StructBlock):
    """An image with its description and a caption."""

    image = ImageBlock()
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Image")
        template = f"{TEMPLATES}/image.html"
        description = _("An image with a description for those who cannot see it, and a caption.")


class QuoteBlock(blocks.StructBlock):
    """What somebody said, and who."""

    text = blocks.TextBlock(label=_("What was said"), max_length=600)
    attribution = blocks.CharBlock(label=_("Who said it"), required=False, max_length=120)
    source = blocks.CharBlock(label=_("Their role or organisation"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = f"{TEMPLATES}/quote.html"
        description = _("A customer in their own words.")


class CallToActionValue(blocks.StructValue):
    """Adds `href`: the page's address, else the address that was typed."""

    @cached_property
    def href(self):
        page = self.get("page")
        return (page.url if page else "") or self.get("url") or ""


class CallToActionBlock(blocks.StructBlock):
    """One thing to do next."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), required=False, max_length=400)
    label = blocks.CharBlock(label=_("Words on the button"), max_length=40)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.CharBlock(
        label=_("Or an address"),
        required=False,
        max_length=500,
        help_text=_("For example https://example.org/trial, or /community/webinars/ on this site."),
    )

    class Meta:
        icon = "link"
        label = _("Call to action")
        template = f"{TEMPLATES}/call_to_action.html"
        value_class = CallToActionValue
        description = _("One thing to do next, with a button.")

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned.get("page"):
            return cleaned
        url = (cleaned.get("url") or "").strip()
        if not url:
            message = _("Choose a page or write an address: the button needs somewhere to lead.")
        elif not safe_url(url):
            message = _(
                "Write an address that begins with https://, or a path of this site such as /community/."
            )
        else:
            return cleaned
        raise blocks.StructBlockValidationError(block_errors={"url": ValidationError(message)})


class PeopleBlock(blocks.StructBlock):
    """People to meet, by their profiles. The template gets `people`, a list of PersonCard."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    members = blocks.ListBlock(MemberChooserBlock(), label=_("Members"), min_num=1, max_num=12)

    class Meta:
        icon = "group"
        label = _("People")
        template = f"{TEMPLATES}/people.html"
        description = _("Members whom readers can turn to.")

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        context["people"] = [
            PersonCard(**vars(author_of(member)), headline=member.headline)
            for member in value["members"]
            if member
        ]
        return context


@adds_sections
def shipped() -> list[tuple[str, blocks.Block]]:
    """The sections that need nothing but pages and people."""
    return [
        ("heading", HeadingBlock(max_length=120)),
        ("rich_text", TextBlock(features=RICH_TEXT_FEATURES)),
        ("image", PictureBlock()),
        ("quote", QuoteBlock()),
        ("call_to_action", CallToActionBlock()),
        ("people", PeopleBlock()),
    ]
