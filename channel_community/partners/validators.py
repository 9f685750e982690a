"""Whether a brand's colours can be read where they stand."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from channel_community.partners.colours import (
    CONTROL_CONTRAST,
    DARK,
    LIGHT,
    Scheme,
    fill_contrast,
    nearest_fill,
)


def check_accents(accent: str, accent_dark: str) -> None:
    """Raise a ValidationError by field for a colour that buttons cannot be filled with.

    It names the contrast reached, the bar, and the nearest colour that passes. Both must be # and six digits.
    """
    problems = {}
    if fill_contrast(accent, LIGHT) < CONTROL_CONTRAST:
        problems["accent"] = _problem(accent, LIGHT, _("light"))
    if accent_dark and fill_contrast(accent_dark, DARK) < CONTROL_CONTRAST:
        problems["accent_dark"] = _problem(accent_dark, DARK, _("dark"))
    if problems:
        raise ValidationError(problems)


def _problem(colour: str, scheme: Scheme, where: str) -> ValidationError:
    message = _(
        "%(colour)s has a contrast of %(reached)s:1 on a %(where)s background; buttons need %(bar)s:1. "
        "The nearest colour that passes is %(nearest)s."
    )
    values = {
        "colour": colour,
        "reached": f"{floor_ratio(fill_contrast(colour, scheme)):.1f}",
        "where": where,
        "bar": f"{CONTROL_CONTRAST:.0f}",
        "nearest": nearest_fill(colour, scheme),
    }
    return ValidationError(message, code="contrast", params=values)


def floor_ratio(ratio: float) -> float:
    """Down to one digit: 2.98 must not read as "3.0, needs 3"."""
    return int(ratio * 10) / 10
