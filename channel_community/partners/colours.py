"""Colours that people can read, derived from the one or two that a brand gives.

Contrast is WCAG 2.1's: 4.5:1 for text (1.4.3), 3:1 for the outline of controls (1.4.11). Colours are moved
along the lightness of OKLCH, so that hue and character stay. The surfaces are those of ``css/tokens.css``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

from coloraide import Color

TEXT_CONTRAST = 4.5
CONTROL_CONTRAST = 3.0
_STEPS = 14


@dataclass(frozen=True)
class Scheme:
    """The surfaces and the ink of one colour scheme, and which way a colour must go to stand out on them."""

    name: str
    page: str
    surface: str
    sunken: str
    ink: str
    outwards: float  # OKLCH lightness towards which contrast grows
    soft_lightness: float


LIGHT = Scheme("light", "#faf9f7", "#ffffff", "#f2f0ec", "#1f1c18", 0.0, 0.955)
DARK = Scheme("dark", "#151412", "#1d1c19", "#262420", "#f0ede7", 1.0, 0.27)


@dataclass(frozen=True)
class Tones:
    """What one scheme shows of an accent; every value is # and six hexadecimal digits."""

    accent: str
    on_accent: str
    accent_text: str
    accent_soft: str


@dataclass(frozen=True)
class Palette:
    """An accent in both schemes."""

    light: Tones
    dark: Tones

    @classmethod
    def from_dict(cls, data: dict) -> Palette:
        """The palette stored by `as_dict`; KeyError or TypeError when `data` is something else."""
        return cls(light=Tones(**data["light"]), dark=Tones(**data["dark"]))

    def as_dict(self) -> dict:
        return asdict(self)


def contrast(one: str, other: str) -> float:
    """WCAG 2.1 contrast ratio, 1 to 21."""
    return Color(one).contrast(other, method="wcag21")


def derive(accent: str, accent_dark: str = "") -> Palette:
    """The palette of `accent`; `accent_dark` is worked out where the brand gives none."""
    return Palette(
        light=_tones(nearest_fill(accent, LIGHT), LIGHT),
        dark=_tones(nearest_fill(accent_dark or _brighter(accent), DARK), DARK),
    )


def nearest_fill(colour: str, scheme: Scheme) -> str:
    """`colour`, or the nearest lightness of it that controls may be filled with on the scheme's surface."""
    return _move(colour, scheme.outwards, lambda tried: fill_contrast(tried, scheme) >= CONTROL_CONTRAST)


def fill_contrast(colour: str, scheme: Scheme) -> float:
    """The contrast of a control filled with `colour` on the scheme's surface."""
    return contrast(colour, scheme.surface)


def _tones(accent: str, scheme: Scheme) -> Tones:
    soft = _soft(accent, scheme)
    text = readable(accent, [scheme.page, scheme.surface, scheme.sunken, soft], scheme.outwards)
    return Tones(accent=accent, on_accent=on(accent), accent_text=text, accent_soft=soft)


def readable(colour: str, backgrounds: Iterable[str], outwards: float) -> str:
    """`colour`, moved towards lightness `outwards` until it can be read on every background."""
    backgrounds = list(backgrounds)
    return _move(
        colour,
        outwards,
        lambda tried: all(contrast(tried, behind) >= TEXT_CONTRAST for behind in backgrounds),
    )


def on(fill: str) -> str:
    """The colour of words on `fill`: white, a dark or pale tint of it, or black. One always passes."""
    hue = Color(fill).convert("oklch").set("chroma", _cap(0.04))
    tints = [_at(hue, lightness) for lightness in (0.2, 0.98)]
    for candidate in ("#ffffff", *tints):
        if contrast(candidate, fill) >= TEXT_CONTRAST:
            return candidate
    return "#000000"


def mix(one: str, other: str, share: float) -> str:
    """`one` with `share` (0 to 1) of `other` in it."""
    return _hex(Color(one).mix(other, share, space="oklab"))


def _soft(accent: str, scheme: Scheme) -> str:
    """A quiet tint of the accent, near the surface, on which ink stays readable."""
    tint = Color(accent).convert("oklch")
    return _hex(tint.set("lightness", scheme.soft_lightness).set("chroma", _cap(0.022)))


def _brighter(accent: str) -> str:
    """The accent as it looks on dark: light enough to glow, a little less saturated."""
    tint = Color(accent).convert("oklch")
    return _hex(
        tint.set("lightness", lambda value: max(value, 0.78)).set("chroma", lambda value: value * 0.9)
    )


def _cap(limit: float) -> Callable[[float], float]:
    return lambda value: min(value, limit)


def _move(colour: str, outwards: float, passes: Callable[[str], bool]) -> str:
    """The lightness nearest to the colour's own, towards `outwards`, that passes; else black or white."""
    colour = colour.lower()
    if passes(colour):
        return colour
    tint = Color(colour).convert("oklch")
    near, far = tint["lightness"], outwards
    for _step in range(_STEPS):
        middle = (near + far) / 2
        near, far = (near, middle) if passes(_at(tint, middle)) else (middle, far)
    found = _at(tint, far)
    return found if passes(found) else ("#ffffff" if outwards else "#000000")


def _at(tint: Color, lightness: float) -> str:
    return _hex(tint.clone().set("lightness", lightness))


def _hex(colour: Color) -> str:
    return colour.convert("srgb").fit(method="oklch-chroma").to_string(hex=True)
