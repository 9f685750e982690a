"""The slots of a kit: blocks that say what a partner may put there.

A slot stands in the brand's sections like any block. What fills it is kept by the page, under the slot's
block id: a text, HTML, ``{"image": id, "alt": text}``, or the id of a chosen offer.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from channel_community.content.kits import slot_rules
from channel_community.content.kits.enums import SLOT_MARKS, PictureRatio, TextLook
from channel_community.sanitize import safe_url


class SlotBlock(blocks.StructBlock):
    """What every slot says. Each kind has `rules`, an object that cleans and shows what fills it."""

    label = blocks.CharBlock(label=_("Label"), max_length=80, help_text=_("What the partner is asked for."))
    help = blocks.CharBlock(label=_("Help"), required=False, max_length=200)
    required = blocks.BooleanBlock(label=_("Must be filled before it is submitted"), required=False)

    rules: slot_rules.Rules

    def get_preview_value(self):
        """What the list of blocks shows: an empty slot."""
        return self.get_default()

    def render_basic(self, value, context=None):
        """A slot alone shows what it asks for; `rules` show it filled."""
        return self.rules.render(value, None)


class TextSlot(SlotBlock):
    """A line or a paragraph without marks."""

    max_length = blocks.IntegerBlock(label=_("Most characters"), default=200, min_value=10, max_value=2000)
    shown_as = blocks.ChoiceBlock(label=_("Shown as"), choices=TextLook.choices, default=TextLook.PARAGRAPH)
    example = blocks.CharBlock(
        label=_("Example"), required=False, max_length=300, help_text=_("Shown until something is written.")
    )

    rules = slot_rules.TextRules()

    class Meta:
        icon = "edit"
        label = _("Slot: text")
        group = _("Slots for partners")
        description = _("A line or a paragraph that the partner writes.")


class RichSlot(SlotBlock):
    """Paragraphs with the marks that the brand allows."""

    marks = blocks.MultipleChoiceBlock(
        label=_("Allowed"), choices=SLOT_MARKS, required=False, default=["bold", "italic"]
    )
    max_length = blocks.IntegerBlock(label=_("Most characters"), default=1000, min_value=10, max_value=10_000)

    rules = slot_rules.RichRules()

    class Meta:
        icon = "pilcrow"
        label = _("Slot: text with marks")
        group = _("Slots for partners")
        description = _("Paragraphs that the partner writes, with the marks you allow.")


class PictureSlot(SlotBlock):
    """A picture of a given shape and least size."""

    ratio = blocks.ChoiceBlock(label=_("Shape"), choices=PictureRatio.choices, default=PictureRatio.WIDE)
    min_width = blocks.IntegerBlock(
        label=_("Least width in pixels"), default=800, min_value=100, max_value=4000
    )

    rules = slot_rules.PictureRules()

    class Meta:
        icon = "image"
        label = _("Slot: image")
        group = _("Slots for partners")
        description = _("A picture that the partner chooses, cut to the shape you give.")


class Offer(blocks.StructBlock):
    """One thing that a call to action may offer."""

    label = blocks.CharBlock(label=_("Words on the button"), max_length=40)
    url = blocks.CharBlock(
        label=_("Address"),
        max_length=500,
        help_text=_("https://… or a path such as /community/."),
    )

    class Meta:
        icon = "link"
        label = _("Offer")

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned["url"] and not safe_url(cleaned["url"]):
            message = _(
                "Write an address that begins with https://, or a path of this site such as /community/."
            )
            raise blocks.StructBlockValidationError(block_errors={"url": ValidationError(message)})
        return cleaned


class CallSlot(SlotBlock):
    """A call to action; the partner chooses among the brand's offers."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), required=False, max_length=400)
    offers = blocks.ListBlock(Offer(), label=_("Offers to choose from"), min_num=1, max_num=12)

    rules = slot_rules.CallRules()

    class Meta:
        icon = "link"
        label = _("Slot: call to action")
        group = _("Slots for partners")
        description = _("A button; the partner chooses one of the offers you list.")


def slot_blocks() -> list:
    """Every kind of slot, as (name, block)."""
    return [
        ("slot_text", TextSlot()),
        ("slot_rich", RichSlot()),
        ("slot_image", PictureSlot()),
        ("slot_call", CallSlot()),
    ]
