"""What a brand kit could do better, in words, with the colour that would: advice, never a refusal."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from channel_community.partners.colours import DARK, LIGHT, TEXT_CONTRAST, Scheme, Tones, contrast
from channel_community.partners.kits import palette_of
from channel_community.partners.logo_checks import logo_remarks
from channel_community.partners.models import BrandKit
from channel_community.partners.validators import floor_ratio


@dataclass(frozen=True)
class Advice:
    """A sentence about a field, and the colour to use instead ("" where there is none)."""

    field: str
    message: str
    use: str = ""


def advice_for(kit: BrandKit) -> list[Advice]:
    """Accents that cannot carry text as they are, and logos that look worse than they could."""
    palette = palette_of(kit)
    found = [_weak_text("accent", kit.accent, palette.light, LIGHT, _("light"))]
    if kit.accent_dark:
        found.append(_weak_text("accent_dark", kit.accent_dark, palette.dark, DARK, _("dark")))
    for name in ("logo_light", "logo_dark"):
        if (image := getattr(kit, name)) is not None:
            found += [Advice(name, remark) for remark in logo_remarks(image)]
    return [advice for advice in found if advice]


def problems_of(error: ValidationError) -> list[Advice]:
    """What a form refused, by field, with the nearest colour that passes where contrast is the reason."""
    return [
        Advice(field, " ".join(one.messages), str((one.params or {}).get("nearest", "")))
        for field, errors in error.error_dict.items()
        for one in errors
    ]


def _weak_text(field: str, accent: str, tones: Tones, scheme: Scheme, where: str) -> Advice | None:
    """Links and quiet marks take a stronger shade than the accent; say so, and by how much it misses."""
    backgrounds = (scheme.page, scheme.surface, scheme.sunken, tones.accent_soft)
    reached = min(contrast(accent, background) for background in backgrounds)
    if reached >= TEXT_CONTRAST:
        return None
    message = _(
        "As text on quiet %(where)s backgrounds %(colour)s reaches %(reached)s:1, and text needs %(bar)s:1. "
        "Links are shown in %(nearest)s instead; buttons keep your colour."
    )
    values = {
        "colour": accent,
        "where": where,
        "reached": f"{floor_ratio(reached):.1f}",
        "bar": f"{TEXT_CONTRAST:.1f}",
        "nearest": tones.accent_text,
    }
    return Advice(field, message % values, tones.accent_text)
