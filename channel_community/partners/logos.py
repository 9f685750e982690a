"""A kit's logo as pixels, for pictures that we draw."""

from __future__ import annotations

import logging

from PIL import Image

from channel_community.partners.models import BrandKit

logger = logging.getLogger(__name__)

#: A logo larger than this is not opened: it would take more memory than a picture is worth.
_MOST_PIXELS = 24_000_000


def open_logo(kit_id: int | None, box: tuple[int, int]) -> Image.Image | None:
    """The kit's logo for light surfaces, fitted into `box` (width, height), with transparency.

    None without a kit or a logo, and for a file that is missing, a drawing (SVG) or no picture at all.
    """
    kit = BrandKit.objects.filter(pk=kit_id).select_related("logo_light").first() if kit_id else None
    if kit is None or kit.logo_light is None or kit.logo_light.is_svg():
        return None
    try:
        with kit.logo_light.open_file() as file, Image.open(file) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return None
            return _fit(opened.convert("RGBA"), box)
    except (OSError, ValueError, Image.DecompressionBombError):
        logger.warning("The logo of brand kit %s cannot be drawn.", kit_id, exc_info=True)
        return None


def _fit(logo: Image.Image, box: tuple[int, int]) -> Image.Image:
    content = logo.getchannel("A").getbbox()
    logo = logo.crop(content) if content else logo
    scale = min(box[0] / logo.width, box[1] / logo.height)
    size = max(1, round(logo.width * scale)), max(1, round(logo.height * scale))
    return logo.resize(size, Image.Resampling.LANCZOS)
