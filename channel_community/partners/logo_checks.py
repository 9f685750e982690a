"""Whether a picture can be a logo everywhere: on pages, in mail and on cards that we draw."""

from __future__ import annotations

import warnings

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image

#: A logo larger than this is not opened: it would take more memory than a picture is worth.
MOST_PIXELS = 24_000_000
#: Narrower than this, a logo is blurred on the screens of today.
LEAST_WIDTH = 400
FORMATS = ("PNG", "WEBP", "JPEG", "GIF", "AVIF")


def check_logo(image) -> None:
    """Raise a ValidationError for a picture that cannot be a logo: a drawing, a bomb, no picture at all.

    What the file holds decides, never its name.
    """
    if image.is_svg():
        raise ValidationError(
            _(
                "An SVG drawing cannot be a logo: mail and social cards cannot show it. Upload a PNG or WebP "
                "with a transparent background, at least %(width)s pixels wide."
            ),
            code="svg",
            params={"width": LEAST_WIDTH},
        )
    width, height = _size(image)
    if width * height > MOST_PIXELS:
        raise ValidationError(
            _(
                "The logo has %(width)s × %(height)s pixels, more than the 24 million that can be drawn. "
                "Upload it 400 to 2000 pixels wide."
            ),
            code="too_large",
            params={"width": width, "height": height},
        )


def logo_remarks(image) -> list[str]:
    """What makes a logo that can be used look worse than it could. Empty for one that cannot be opened."""
    try:
        with image.open_file() as file, Image.open(file, formats=FORMATS) as opened:
            return [remark for remark in (_narrow(opened), _opaque(opened)) if remark]
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return []


def _narrow(opened: Image.Image) -> str:
    if opened.width >= LEAST_WIDTH:
        return ""
    words = _("The logo is %(width)s pixels wide; with at least %(least)s it is sharp on every screen.")
    return words % {"width": opened.width, "least": LEAST_WIDTH}


def _opaque(opened: Image.Image) -> str:
    """A band or a palette says only that there may be transparency; the smallest alpha says that there is."""
    is_small = opened.width * opened.height <= MOST_PIXELS
    if is_small and opened.has_transparency_data and _least_alpha(opened) < 255:
        return ""
    return _("The logo has no transparent background, so it stands in a box. A PNG or WebP can have one.")


def _least_alpha(opened: Image.Image) -> int:
    return opened.convert("RGBA").getchannel("A").getextrema()[0]


def _size(image) -> tuple[int, int]:
    unreadable = ValidationError(
        _(
            "This file is not a picture that can be drawn. Upload a PNG or WebP with a transparent "
            "background, at least %(width)s pixels wide."
        ),
        code="unreadable",
        params={"width": LEAST_WIDTH},
    )
    try:
        with warnings.catch_warnings(), image.open_file() as file:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we count the pixels ourselves
            with Image.open(file, formats=FORMATS) as opened:
                return opened.size
    except Image.DecompressionBombError:
        return MOST_PIXELS, 2
    except (OSError, ValueError, SyntaxError):
        raise unreadable from None
