"""Small tags for the element partials: icons, faces, times and the addresses of a post's actions."""

from __future__ import annotations

import re
from datetime import datetime
from datetime import timezone as datetime_timezone
from functools import lru_cache
from html import unescape
from pathlib import Path
from zlib import crc32
from zoneinfo import ZoneInfo

from django import template
from django.template.defaultfilters import date as format_date
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from channel_community.conf import settings

register = template.Library()

_SPRITE = "channel_community/icons/sprite.svg"
_SPRITE_FILE = Path(__file__).resolve().parent.parent / "static" / _SPRITE
_TINTS = 6
#: Rendered edge of each avatar size, in CSS pixels; css/people.css has the same in rem.
_FACES = {"xs": 24, "s": 32, "m": 48, "l": 64, "xl": 104}


@register.simple_tag
def cc_icon(name: str, extra_class: str = "") -> SafeString:
    """The icon `name` of the shipped sprite, hidden from assistive technology: say it in words too.

    Browsers refuse a sprite from another origin, so it is drawn into the page where static files live on one.
    """
    classes = f"cc-icon {extra_class}".strip()
    address = static(_SPRITE)
    if "//" not in address:
        return format_html(
            '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', classes, address, name
        )
    drawing = mark_safe(_drawings().get(name, ""))  # noqa: S308 - our own shipped file
    return format_html('<svg class="{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', classes, drawing)


@lru_cache(maxsize=1)
def _drawings() -> dict[str, str]:
    """What is inside each symbol of the sprite, by name."""
    sprite = _SPRITE_FILE.read_text(encoding="utf-8")
    return dict(re.findall(r'<symbol id="([\w-]+)"[^>]*>(.*?)</symbol>', sprite, re.DOTALL))


@register.simple_tag
def cc_avatar(person, size: str = "m") -> SafeString:
    """The face of an AuthorCard, or of anything with `name`, `avatar_url`, `initials`; else its letters.

    It is decoration: the name must stand beside it.
    """
    edge = _FACES[size]
    if url := getattr(person, "avatar_url", ""):
        return format_html(
            '<img class="cc-avatar cc-avatar--{}" src="{}" alt="" width="{}" height="{}" loading="lazy">',
            size, url, edge, edge,
        )  # fmt: skip
    name = getattr(person, "name", "")
    letters = getattr(person, "initials", "") or name[:1].upper() or "?"
    tint = crc32(name.encode()) % _TINTS
    return format_html(
        '<span class="cc-avatar cc-avatar--{} cc-avatar--t{}" aria-hidden="true">{}</span>',
        size, tint, letters,
    )  # fmt: skip


@register.simple_tag
def cc_time(value: datetime | None) -> SafeString:
    """A moment as a relative time: the browser says "3 hours ago", without scripts it is a short date."""
    if not value:
        return SafeString("")
    local = timezone.localtime(value)
    pattern = "j M, H:i" if local.year == timezone.localtime().year else "j M Y"
    return format_html(
        '<relative-time datetime="{}" prefix="">{}</relative-time>',
        _iso(value), format_date(local, pattern),
    )  # fmt: skip


@register.simple_tag
def cc_local(value: datetime | None, pattern: str = "D j M Y, H:i", zone: str | None = None) -> SafeString:
    """A moment with its zone: in `zone`, which the reader chose, for good. Without one, in the current zone,
    and scripts restate it in the zone of the browser.
    """
    if not value:
        return SafeString("")
    text = format_date(timezone.localtime(value, ZoneInfo(zone) if zone else None), f"{pattern} T")
    if zone:
        return format_html('<time datetime="{}">{}</time>', _iso(value), text)
    return format_html('<time datetime="{}" data-cc-local>{}</time>', _iso(value), text)


@register.simple_tag
def cc_post_url(post_id: int, action: str) -> str:
    """The address of `action` (react, accept, edit, delete) on a post."""
    return reverse(f"channel_community:post_{action}", args=[post_id])


@register.simple_tag
def cc_socket_path() -> str:
    """The path of the site's socket, for the page's scripts."""
    return settings.REALTIME_URL


@register.filter
def cc_kind(field) -> str:
    """Which control a bound form field is: checkbox, choices, or text for everything with one box."""
    widget = field.field.widget
    input_type = getattr(widget, "input_type", "")
    if input_type == "checkbox" and not getattr(widget, "allow_multiple_selected", False):
        return "checkbox"
    return "choices" if widget.use_fieldset else "text"


@register.filter
def cc_excerpt(html: str, words: int = 40) -> str:
    """The first words of a post's HTML as plain text, without its code blocks."""
    text = re.sub(r"<pre\b.*?</pre>", " … ", str(html), flags=re.DOTALL)
    return Truncator(
        unescape(strip_tags(re.sub(r"(?=</(?:p|li|h\d|blockquote|t[dh])>)", " ", text))).strip()
    ).words(words, truncate=" …")


def _iso(value: datetime) -> str:
    return value.astimezone(datetime_timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
