"""What follows from a brand kit: its palette and its stylesheet."""

from __future__ import annotations

from django.urls import reverse

from channel_community.partners.colours import Palette, Tones, derive
from channel_community.partners.enums import Corner, Typeface

#: Rises when the stylesheet below changes, so that browsers which keep it for a year fetch it again.
FORMAT = 1

#: Card radius by corner; buttons and large cards follow it in css/tokens.css.
RADIUS = {Corner.SQUARE: "0.125rem", Corner.SOFT: "0.75rem", Corner.ROUND: "1.25rem"}

#: Typefaces for headings only: long reading and controls keep the community's own.
DISPLAY_ONLY = frozenset({Typeface.SOURCE_SERIF, Typeface.FRAUNCES})


def palette_of(kit) -> Palette:
    """The kit's palette as it was saved; worked out now for a kit that never went through `kit_save`."""
    try:
        return Palette.from_dict(kit.derived)
    except (KeyError, TypeError):
        return derive(kit.accent, kit.accent_dark)


def css_url(kit) -> str:
    """The address of the kit's stylesheet; it changes whenever the kit does."""
    return f"{reverse('channel_community:brand_css', args=[kit.pk, kit.version])}?f={FORMAT}"


def css_of(kit) -> str:
    """The kit's tokens for both schemes. Only values that we made are written, never a typed text."""
    palette = palette_of(kit)
    lines = [
        *_pairs(palette.light, palette.dark),
        f"  --cc-font-display: var(--cc-typeface-{Typeface(kit.typeface).value});",
        f"  --cc-radius: {RADIUS[Corner(kit.corner)]};",
    ]
    if kit.typeface not in DISPLAY_ONLY:
        lines.append(f"  --cc-font-text: var(--cc-typeface-{Typeface(kit.typeface).value});")
    return ":root {\n" + "\n".join(lines) + "\n}\n"


def _pairs(light: Tones, dark: Tones) -> list[str]:
    names = ("accent", "on_accent", "accent_text", "accent_soft")
    return [
        f"  --cc-{name.replace('_', '-')}: light-dark({getattr(light, name)}, {getattr(dark, name)});"
        for name in names
    ]
