"""Brand and partner side by side, drawn into a picture."""

from __future__ import annotations

from collections.abc import Iterable

from PIL import Image, ImageDraw

from channel_community.partners.branding import Branding, Community
from channel_community.partners.card_text import fit, font, legible
from channel_community.partners.logos import open_logo

_BOX = (440, 64)
_CROSS = {False: "#8c857b", True: "#a29a8e"}
_CHIP = "#ffffff"
_CHIP_EDGE = (16, 10)


def draw_lockup(
    image: Image.Image,
    owners: Iterable[tuple[Community | Branding, str]],
    *,
    at: tuple[int, int],
    ink: str,
    is_dark: bool,
) -> None:
    """Draw the owners' logos, or their names in `ink`, from the point `at` (left edge, middle line).

    On dark, a logo that is made for light only stands on a light chip, as it does on pages.
    """
    canvas = ImageDraw.Draw(image)
    x, middle = at
    is_first = True
    for owner, name in owners:
        logo = open_logo((is_dark and owner.logo_dark_id) or owner.logo_light_id, _BOX)
        line = (
            None
            if logo
            else next(iter(fit(legible(name), "bold", sizes=(38, 32, 26), width=_BOX[0], most=1)), None)
        )
        if logo is None and line is None:
            continue  # neither a logo nor a name that the font can write
        if not is_first:
            canvas.text((x + 26, middle), "×", font=font("medium", 34), fill=_CROSS[is_dark], anchor="lm")
            x += 72
        is_first = False
        if logo is None:
            canvas.text((x, middle), line.text, font=line.font, fill=ink, anchor="lm")
            x += round(line.width)
        else:
            x = _logo(image, logo, x, middle, has_chip=is_dark and not owner.logo_dark_id)


def _logo(image: Image.Image, logo: Image.Image, x: int, middle: int, *, has_chip: bool) -> int:
    """Paste the logo; the x at which it ends."""
    top = middle - logo.height // 2
    if has_chip:
        wide, high = _CHIP_EDGE
        box = (x, top - high, x + logo.width + 2 * wide, top + logo.height + high)
        ImageDraw.Draw(image).rounded_rectangle(box, radius=14, fill=_CHIP)
        image.paste(logo, (x + wide, top), logo)
        return box[2]
    image.paste(logo, (x, top), logo)
    return x + logo.width
