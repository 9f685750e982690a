"""How each kind of slot is cleaned and shown. `slot` is its block value, `filled` what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import unescape
from typing import Any

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.images import get_image_model
from wagtail.images.models import SourceImageIOError
from wagtail.rich_text import expand_db_html

from channel_community import sanitize
from channel_community.content.kits import links
from channel_community.content.kits.enums import PictureRatio, TextLook

BLOCKS = "channel_community/content/blocks"
#: Width that pictures are shown at, in pixels; nothing is enlarged.
PICTURE_WIDTH = 1200
#: The least part of a picture that a cut may leave.
LEAST_KEPT = 0.4
ALT_LENGTH = 200
_PAST_IDS = 10**15
_TAGS = {"bold": {"b", "strong"}, "italic": {"i", "em"}, "lists": {"ol", "ul", "li"}, "links": {"a"}}
_FEATURES = {"bold": ("bold",), "italic": ("italic",), "lists": ("ol", "ul"), "links": ("link",)}


class Rules:
    """What every kind of slot can do."""

    def clean(self, slot: Mapping, filled: Any) -> Any:
        """`filled` as it is stored; None when it is empty. Raises ValidationError with the cure."""
        raise NotImplementedError

    def render(self, slot: Mapping, filled: Any, pictures: Mapping | None = None) -> SafeString:
        """The slot on the page: filled, or "" when it is empty."""
        raise NotImplementedError

    def text(self, slot: Mapping, filled: Any) -> str:
        """What stands in the slot as words, for search, comparison and what is left over."""
        return str(filled or "")

    def can_read(self, filled: Any) -> bool:
        """Whether what is stored is of the kind that this slot stores; nothing else reaches a form."""
        return not filled or isinstance(filled, str)


class TextRules(Rules):
    """Plain text, on one line where it is a heading."""

    def clean(self, slot, filled):
        text = sanitize.normalise(str(filled or "")).strip()
        if slot.get("shown_as") == TextLook.HEADING:
            text = sanitize.one_line(text)
        refuse_length(slot, len(text))
        return text or None

    def render(self, slot, filled, pictures=None):
        if not filled or not isinstance(filled, str):
            return SafeString("")
        if slot.get("shown_as") == TextLook.HEADING:
            return render_to_string(f"{BLOCKS}/heading.html", {"value": filled})
        return render_to_string("channel_community/content/kits/text.html", {"value": filled})


class RichRules(Rules):
    """HTML with the marks that the brand allows, and no other."""

    def clean(self, slot, filled):
        html = self.tidy(slot, str(filled or ""))
        text = plain(html)
        refuse_length(slot, len(text))
        return html if text else None

    def render(self, slot, filled, pictures=None):
        if not filled or not isinstance(filled, str):
            return SafeString("")
        html = self.tidy(slot, filled)  # the newer version may allow less
        text = SafeString(expand_db_html(html))  # links to pages get their address
        return render_to_string(f"{BLOCKS}/rich_text.html", {"value": html, "text": text})

    def text(self, slot, filled):
        return plain(filled) if isinstance(filled, str) else ""

    def tidy(self, slot, html: str, refuses: Callable[[links.Link], bool] = lambda link: False) -> str:
        """`html` with the allowed marks, and with links that lead to something that is not refused."""
        return links.without(sanitize.clean_marks(html, tags=self.tags(slot)).strip(), refuses)

    def tags(self, slot) -> set[str]:
        """The elements that the allowed marks are made of."""
        return set().union({"p", "br"}, *(_TAGS[mark] for mark in slot.get("marks") or () if mark in _TAGS))

    def features(self, slot) -> list[str]:
        """The allowed marks as Wagtail's editor calls them."""
        marks = [mark for mark, _label in _FEATURES.items() if mark in (slot.get("marks") or ())]
        return [feature for mark in marks for feature in _FEATURES[mark]]


class PictureRules(Rules):
    """A picture of the site's library with its description."""

    def clean(self, slot, filled):
        if not isinstance(filled, dict) or not filled.get("image"):
            return None
        picture = get_image_model().objects.filter(pk=number_of(filled["image"])).first()
        if picture is None:
            raise ValidationError(_("This picture is no longer there. Choose another one."))
        refuse_shape(slot, picture.width, picture.height)
        return {"image": picture.pk, "alt": sanitize.one_line(str(filled.get("alt") or ""))[:ALT_LENGTH]}

    def render(self, slot, filled, pictures=None):
        picture = (pictures or {}).get(picture_id(filled))
        if picture is None:
            return SafeString("")
        try:
            rendition = picture.get_rendition(picture_filter(slot))
        except (SourceImageIOError, OSError):  # the file is gone: the page goes on without it
            return SafeString("")
        context = {"rendition": rendition, "alt": filled.get("alt") or ""}
        return render_to_string("channel_community/content/kits/picture.html", context)

    def text(self, slot, filled):
        if picture_id(filled) is None:
            return ""
        return str(filled.get("alt") or "") or _("Picture %(number)d") % {"number": filled["image"]}

    def can_read(self, filled):
        return not filled or picture_id(filled) is not None


class CallRules(Rules):
    """One of the brand's offers, by its id: words and address are always the version's."""

    def clean(self, slot, filled):
        if not filled:
            return None
        if str(filled) not in offers(slot):
            raise ValidationError(_("This offer is no longer on the list. Choose one that is."))
        return str(filled)

    def render(self, slot, filled, pictures=None):
        offer = offers(slot).get(str(filled))
        if offer is None:
            return SafeString("")
        value = {"title": slot["title"], "text": slot["text"], "label": offer["label"], "href": offer["url"]}
        return render_to_string(f"{BLOCKS}/call_to_action.html", {"value": value})

    def text(self, slot, filled):
        offer = offers(slot).get(str(filled))
        return f"{offer['label']} ({offer['url']})" if offer else ""


def offers(slot: Mapping) -> dict[str, Mapping]:
    """The offers of a call-to-action slot by id, in their order."""
    listed = slot.get("offers")
    return {str(child.id): child.value for child in listed.bound_blocks} if listed else {}


def picture_id(filled: Any) -> int | None:
    """The id of the picture that fills a slot."""
    found = filled.get("image") if isinstance(filled, dict) else None
    return found if type(found) is int and 0 < found < _PAST_IDS else None


def alt_name(key: str) -> str:
    """The name of the form field with a picture's description, beside the slot's own."""
    return f"{key}-alt"


def picture_filter(slot: Mapping) -> str:
    """How the slot's picture is made for the page."""
    sides = PictureRatio(slot.get("ratio") or PictureRatio.FREE).sides
    if sides is None:
        return f"width-{PICTURE_WIDTH}"
    width, height = sides
    return f"fill-{PICTURE_WIDTH}x{PICTURE_WIDTH * height // width}"


def refuse_length(slot: Mapping, length: int) -> None:
    """Raise ValidationError when a text is too long for its slot."""
    limit = slot.get("max_length") or 0
    over = length - limit
    if limit and over > 0:
        message = ngettext(
            "This is %(over)d character too long: there is room for %(limit)d. Shorten it.",
            "This is %(over)d characters too long: there is room for %(limit)d. Shorten it.",
            over,
        )
        raise ValidationError(message % {"over": over, "limit": limit})


def refuse_shape(slot: Mapping, width: int, height: int) -> None:
    """Raise ValidationError when a picture, cut to the slot's shape, is too small or loses too much."""
    usable, kept = width, 1.0
    sides = PictureRatio(slot.get("ratio") or PictureRatio.FREE).sides
    if sides:
        usable = min(width, height * sides[0] // sides[1])
        kept = (usable * usable * sides[1] / sides[0]) / (width * height)
    facts = {"width": width, "height": height, "usable": usable, "shape": slot.get("ratio")}
    if kept < LEAST_KEPT:
        message = _(
            "Cut to %(shape)s, less than half of this picture (%(width)d × %(height)d) would be left. "
            "Choose one that is closer to that shape."
        )
        raise ValidationError(message % facts)
    least = slot.get("min_width") or 0
    if usable < least:
        message = _(
            "This picture (%(width)d × %(height)d) gives %(usable)d pixels in width at this shape, and the "
            "slot needs %(least)d. Choose a larger one."
        )
        raise ValidationError(message % {**facts, "least": least})


def plain(html: str) -> str:
    """The words of HTML, a paragraph or list item a line."""
    spaced = html.replace("</p>", "</p>\n").replace("</li>", "</li>\n").replace("<br", "\n<br")
    lines = (line.strip() for line in unescape(strip_tags(spaced)).splitlines())
    return "\n".join(line for line in lines if line)


def number_of(value: Any) -> int:
    """The id that a request or a stored value names; 0 when it is none."""
    return int(value) if str(value).isascii() and str(value).isdecimal() and len(str(value)) < 16 else 0
