"""Social cards: the picture of a page where it is shared, 1200 x 630 pixels, in the partner's colours.

The lock-up stands on white, where a logo is at home; the title on the accent, in the colour that can be read
there. Text is set in Figtree (SIL Open Font License, beside this file); letters it lacks are left out.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpResponse
from PIL import Image, ImageDraw

from channel_community.partners.branding import Branding, Community
from channel_community.partners.card_text import Line, fit, font, legible, line_height
from channel_community.partners.colours import contrast, mix
from channel_community.partners.logos import open_logo

SIZE = (1200, 630)
#: Rises when the drawing changes, so that addresses and cache keys change too.
FORMAT = 1
CACHE_SECONDS = 7 * 24 * 3600
IMMUTABLE = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=300"

_SCALE = 2  # drawn larger and reduced, for smooth curves
_BAND = 148
_STRIP = 8
_MARGIN = 72
_LOGO = (440, 64)
#: Box, tail and strength of the bubbles behind the words.
_VOICES = (
    ((850, 232, 1300, 486), ((906, 480), (906, 556), (992, 480)), 0.1),
    ((640, 420, 960, 566), ((866, 560), (906, 618), (786, 560)), 0.17),
)


@dataclass(frozen=True)
class Card:
    """What a card says. `kicker` stands small above the title, `footnote` below it; both may be ""."""

    title: str
    community: Community
    branding: Branding | None = None
    kicker: str = ""
    footnote: str = ""

    @property
    def key(self) -> str:
        """Changes whenever the picture does; part of its address."""
        partner = self.branding
        parts = (FORMAT, self.title, self.kicker, self.footnote, self.community.name, self.community.kit_id,
                 self.community.version, partner and partner.partner_name, partner and partner.kit_id,
                 partner and partner.version)  # fmt: skip
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def card_response(card: Card, key: str) -> HttpResponse:
    """The card as a picture. An address with the right key is kept for a year, another one for minutes."""
    headers = {"Cache-Control": IMMUTABLE if key == card.key else BRIEFLY}
    return HttpResponse(card_png(card), content_type="image/png", headers=headers)


def card_png(card: Card) -> bytes:
    """The card's PNG, drawn once and then kept in Django's cache."""
    name = f"channel_community.card.{card.key}"
    data = cache.get(name)
    if data is None:
        data = draw(card)
        cache.set(name, data, CACHE_SECONDS)
    return data


def draw(card: Card) -> bytes:
    """Draw the card."""
    tones = (card.branding or card.community).palette.light
    image = Image.new("RGB", (SIZE[0] * _SCALE, SIZE[1] * _SCALE), tones.accent)
    _bubbles(ImageDraw.Draw(image), tones.accent, tones.on_accent)
    image = image.resize(SIZE, Image.Resampling.LANCZOS)
    canvas = ImageDraw.Draw(image)
    canvas.rectangle((0, 0, SIZE[0], _BAND), fill="#ffffff")
    if secondary := (card.branding or card.community).secondary:
        canvas.rectangle((0, _BAND, SIZE[0], _BAND + _STRIP - 1), fill=secondary)
    _lockup(image, canvas, card)
    _words(canvas, card, tones.accent, tones.on_accent)
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


def _lockup(image: Image.Image, canvas: ImageDraw.ImageDraw, card: Card) -> None:
    sides = [(card.community.name, card.community.kit_id)]
    if card.branding:
        sides.append((card.branding.partner_name, card.branding.kit_id))
    x = _MARGIN
    for position, (name, kit_id) in enumerate(sides):
        if position:
            canvas.text((x + 26, _BAND / 2), "×", font=font("medium", 34), fill="#8c857b", anchor="lm")
            x += 72
        x = _side(image, canvas, x, name, kit_id)


def _side(image: Image.Image, canvas: ImageDraw.ImageDraw, x: int, name: str, kit_id: int | None) -> int:
    """Logo, or the name where there is none; the x at which it ends."""
    logo = open_logo(kit_id, _LOGO)
    if logo is not None:
        image.paste(logo, (x, (_BAND - logo.height) // 2), logo)
        return x + logo.width
    line = fit(legible(name), "bold", sizes=(38, 32, 26), width=_LOGO[0], most=1)[0]
    canvas.text((x, _BAND / 2), line.text, font=line.font, fill="#1f1c18", anchor="lm")
    return x + round(line.width)


def _words(canvas: ImageDraw.ImageDraw, card: Card, accent: str, ink: str) -> None:
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
