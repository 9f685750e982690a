"""The sections a partner page is built from. No raw HTML, no embeds: the brand stays safe on every page."""

from wagtail.blocks import Block

from channel_community.content.blocks.media import FileBlock, PictureBlock, VideoBlock
from channel_community.content.blocks.people import CallToActionBlock, PeopleBlock
from channel_community.content.blocks.text import RICH_TEXT_FEATURES, HeadingBlock, QuoteBlock, TextBlock
from channel_community.content.registry import adds_sections

__all__ = [
    "RICH_TEXT_FEATURES",
    "CallToActionBlock",
    "FileBlock",
    "HeadingBlock",
    "PeopleBlock",
    "PictureBlock",
    "QuoteBlock",
    "TextBlock",
    "VideoBlock",
]


@adds_sections
def shipped() -> list[tuple[str, Block]]:
    """The sections that need nothing but pages, files and people."""
    return [
        ("heading", HeadingBlock(max_length=120)),
        ("rich_text", TextBlock(features=RICH_TEXT_FEATURES)),
        ("quote", QuoteBlock()),
        ("image", PictureBlock()),
        ("file", FileBlock()),
        ("video", VideoBlock()),
        ("call_to_action", CallToActionBlock()),
        ("people", PeopleBlock()),
    ]
