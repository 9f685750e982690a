"""Social cards: the picture of a page where it is shared, 1200 x 630 pixels, in the partner's colours.

On light, the lock-up stands on white, where a logo is at home, and the title on the accent, in the colour
that can be read there. On dark, both stand on quiet dark surfaces. Text is set in Figtree (SIL Open Font
License, beside this file); what it cannot write is left out, and a title that it mostly cannot altogether.
"""

from __future__ import annotations

import hashlib
import io
import threading
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpResponse
from PIL import Image, ImageDraw

from channel_community.partners.branding import Branding, Community
from channel_community.partners.card_text import Line, fit, legible, line_height
from channel_community.partners.colours import DARK, LIGHT, Tones, contrast, mix
from channel_community.partners.lockups import draw_lockup

SIZE = (1200, 630)
#: Rises when the drawing changes, so that addresses and cache keys change too.
FORMAT = 2
CACHE_SECONDS = 7 * 24 * 3600
IMMUTABLE = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=300"

_SCALE = 2  # drawn larger and reduced, for smooth curves
_BAND = 148
_STRIP = 8
_MARGIN = 72
#: Box, tail and strength of the bubbles behind the words.
_VOICES = (
    ((850, 232, 1300, 486), ((906, 480), (906, 556), (992, 480)), 0.1),
    ((640, 420, 960, 566), ((866, 560), (906, 618), (786, 560)), 0.17),
)


#: One process draws a card once, however many ask for it at the same moment. Shared by cards, so few.
_drawing = tuple(threading.Lock() for _number in range(16))


@dataclass(frozen=True)
class Look:
    """The colours of a card in one scheme."""

    band: str
    band_ink: str
    body: str
    ink: str
    strip: str


@dataclass(frozen=True)
class Card:
    """What a card says. `kicker` stands small above the title, `footnote` below it; both may be ""."""

    title: str
    community: Community
    branding: Branding | None = None
    kicker: str = ""
    footnote: str = ""
    is_dark: bool = False

    @property
    def look(self) -> Look:
        """The colours it is drawn with."""
        owner = self.branding or self.community
        tones = owner.palette.dark if self.is_dark else owner.palette.light
        return _on_dark(tones, owner.secondary) if self.is_dark else _on_light(tones, owner.secondary)

    @property
    def key(self) -> str:
        """Changes whenever the picture does; part of its address."""
        owners = [
            (owner.logo_light_id, owner.logo_dark_id, owner.version, owner_name)
            for owner, owner_name in self.owners
        ]
        parts = (FORMAT, self.title, self.kicker, self.footnote, self.is_dark, self.look, owners)
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]

    @property
    def owners(self) -> list[tuple[Community | Branding, str]]:
        """Whose card it is, with their names: the brand, and the partner where there is one."""
        both = [(self.community, self.community.name)]
        return both + ([(self.branding, self.branding.partner_name)] if self.branding else [])


def _on_light(tones: Tones, secondary: str) -> Look:
    return Look(LIGHT.surface, LIGHT.ink, tones.accent, tones.on_accent, secondary)


def _on_dark(tones: Tones, secondary: str) -> Look:
    return Look(DARK.surface, DARK.ink, tones.accent_soft, DARK.ink, secondary or tones.accent)


def card_response(card: Card, key: str) -> HttpResponse:
    """The card as a picture. An address with the right key is kept for a year, another one for minutes."""
    headers = {"Cache-Control": IMMUTABLE if key == card.key else BRIEFLY}
    return HttpResponse(card_png(card), content_type="image/png", headers=headers)


def card_address(card: Card, path: str) -> str:
    """The full address of a card that is served at `path`; it changes whenever the picture does."""
    return f"{card.community.root_url}{path}?v={card.key}"


def card_png(card: Card) -> bytes:
    """The card's PNG, drawn once and then kept in Django's cache, whose own bound holds for cards too."""
    key = card.key
    name = f"channel_community.card.{key}"
    data = cache.get(name)
    if data is not None:
        return data
    with _drawing[int(key, 16) % len(_drawing)]:
        data = cache.get(name)  # somebody may have drawn it while we waited
        if data is None:
            data = draw(card)
            cache.set(name, data, CACHE_SECONDS)
    return data


def draw(card: Card) -> bytes:
    """Draw the card."""
    look = card.look
    image = Image.new("RGB", (SIZE[0] * _SCALE, SIZE[1] * _SCALE), look.body)
    _bubbles(ImageDraw.Draw(image), look.body, look.ink)
    image = image.resize(SIZE, Image.Resampling.LANCZOS)
    canvas = ImageDraw.Draw(image)
    canvas.rectangle((0, 0, SIZE[0], _BAND), fill=look.band)
    if look.strip:
        canvas.rectangle((0, _BAND, SIZE[0], _BAND + _STRIP - 1), fill=look.strip)
    draw_lockup(image, card.owners, at=(_MARGIN, _BAND // 2), ink=look.band_ink, is_dark=card.is_dark)
    _words(canvas, card, look.ink)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _bubbles(canvas: ImageDraw.ImageDraw, accent: str, ink: str) -> None:
    """Two voices in the corner: shades of the accent, away from the ink, so that words stay readable."""
    away = "#000000" if contrast(ink, "#000000") > contrast(ink, "#ffffff") else "#ffffff"
    for box, tail, share in _VOICES:
        shade = mix(accent, away, share)
        canvas.rounded_rectangle([value * _SCALE for value in box], radius=52 * _SCALE, fill=shade)
        canvas.polygon([(x * _SCALE, y * _SCALE) for x, y in tail], fill=shade)


def _words(canvas: ImageDraw.ImageDraw, card: Card, ink: str) -> None:
    width = SIZE[0] - 2 * _MARGIN - 60
    title = fit(legible(card.title), "bold", sizes=_sizes(card.title), width=width, most=4)
    kicker = fit(legible(card.kicker), "medium", sizes=(30,), width=width, most=1)
    footnote = fit(legible(card.footnote), "medium", sizes=(30, 26), width=width, most=1)
    room = SIZE[1] - _BAND
    height = sum(line_height(line) for line in [*kicker, *title]) + (14 if kicker else 0)
    top = _BAND + max(48, (room - height - (70 if footnote else 0)) / 2)
    top = _lines(canvas, kicker, top, ink) + (14 if kicker else 0)
    _lines(canvas, title, top, ink)
    _lines(canvas, footnote, SIZE[1] - 82, ink)


def _sizes(title: str) -> tuple[int, ...]:
    """A few words may be large; a long title begins smaller."""
    return (104, 92, 78, 68) if len(title) < 28 else (78, 68, 60, 52, 46)


def _lines(canvas: ImageDraw.ImageDraw, lines: list[Line], top: float, fill: str) -> float:
    for line in lines:
        canvas.text((_MARGIN, top), line.text, font=line.font, fill=fill, anchor="la")
        top += line_height(line)
    return top
