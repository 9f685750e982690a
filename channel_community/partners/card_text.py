"""Setting a few words into a width."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from channel_community.sanitize import one_line

_FONTS = Path(__file__).parent / "data" / "fonts"
_LEADING = 1.16


@dataclass(frozen=True)
class Line:
    """A line of text that fits, and the font it fits in."""

    text: str
    font: ImageFont.FreeTypeFont
    width: float


@lru_cache(maxsize=32)
def font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """Figtree, "medium" or "bold", at `size` pixels."""
    return ImageFont.truetype(_FONTS / f"figtree-{weight}.ttf", size)


def line_height(line: Line) -> float:
    """From one line to the next, in pixels."""
    return line.font.size * _LEADING


def legible(text: str) -> str:
    """`text` on one line, without the letters that the font does not have; "" when most are missing."""
    text = unicodedata.normalize("NFC", one_line(text))
    kept = "".join(letter for letter in text if letter == " " or _has(letter))
    return " ".join(kept.split()) if len(kept) * 2 >= len(text) else ""


def fit(text: str, weight: str, *, sizes: tuple[int, ...], width: float, most: int) -> list[Line]:
    """`text` in the largest of `sizes` that needs at most `most` lines; cut with an ellipsis if none does."""
    lines: list[Line] = []
    for size in sizes:
        lines = _wrap(text, font(weight, size), width)
        if len(lines) <= most and all(line.width <= width for line in lines):
            return lines
    return _cut(lines, width, most)


def _wrap(text: str, face: ImageFont.FreeTypeFont, width: float) -> list[Line]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [Line(line, face, face.getlength(line)) for line in lines]


def _cut(lines: list[Line], width: float, most: int) -> list[Line]:
    kept = [_shorten(line, width, is_cut=line.width > width) for line in lines[:most]]
    if len(lines) > most:
        kept[-1] = _shorten(kept[-1], width, is_cut=True)
    return kept


def _shorten(line: Line, width: float, *, is_cut: bool) -> Line:
    if not is_cut:
        return line
    text = line.text.rstrip("…")
    while text and line.font.getlength(f"{text}…") > width:
        text = text[:-1]
    text = f"{text.rstrip(' ,.;:')}…"
    return Line(text, line.font, line.font.getlength(text))


@lru_cache(maxsize=4096)
def _has(letter: str) -> bool:
    """Whether the font draws `letter` as itself, not as the box for what is missing."""
    face = font("bold", 24)
    return letter.isprintable() and bytes(face.getmask(letter)) != _missing()


@lru_cache(maxsize=1)
def _missing() -> bytes:
    return bytes(font("bold", 24).getmask("\U0010fffd"))
