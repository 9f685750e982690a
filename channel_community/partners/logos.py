"""A kit's logo as pixels, for pictures that we draw."""

from __future__ import annotations

import logging

from PIL import Image
from wagtail.images import get_image_model

from channel_community.partners.logo_checks import FORMATS, MOST_PIXELS

logger = logging.getLogger(__name__)


def open_logo(image_id: int | None, box: tuple[int, int]) -> Image.Image | None:
    """The image fitted into `box` (width, height), with its transparency.

    None without an image, and for a file that is missing, a drawing (SVG), a bomb or no picture at all.
    """
    image = get_image_model().objects.filter(pk=image_id).first() if image_id else None
    if image is None or image.is_svg():
        return None
    try:
        with image.open_file() as file, Image.open(file, formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                return None
            return _fit(opened.convert("RGBA"), box)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        logger.warning("The logo %s cannot be drawn.", image_id, exc_info=True)
        return None


def _fit(logo: Image.Image, box: tuple[int, int]) -> Image.Image:
    content = logo.getchannel("A").getbbox()
    logo = logo.crop(content) if content else logo
    scale = min(box[0] / logo.width, box[1] / logo.height)
    size = max(1, round(logo.width * scale)), max(1, round(logo.height * scale))
    return logo.resize(size, Image.Resampling.LANCZOS)
