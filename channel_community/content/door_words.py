"""What is said about closed doors. No name of a group appears here, only levels and partners."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from channel_community.partners.models import Partner
from channel_community.reputation.models import Level


def label(levels: Sequence[Level], customers_of: Sequence[Partner]) -> str:
    """A few words for a list."""
    level = levels[0].name if levels else ""
    if not customers_of:
        return _("Opens at the level “%(level)s”") % {"level": level}
    names = {"partner": _names(customers_of), "level": level}
    if level:
        return _("For customers of %(partner)s, and from the level “%(level)s”") % names
    return _("For customers of %(partner)s") % names


def explanation(levels: Sequence[Level], customers_of: Sequence[Partner]) -> str:
    """Who is let in, and how one becomes one of them."""
    said = []
    if customers_of:
        said.append(
            _(
                "It is for customers of %(partner)s. If you are one, ask them for an invitation, and it "
                "opens as soon as you have accepted."
            )
            % {"partner": _names(customers_of)}
        )
    if levels:
        said.append(_level_words(levels[0], also=bool(customers_of)))
    return " ".join(said) or _("This is for one group of people. Whoever keeps this site can add you to it.")


def _level_words(level: Level, *, also: bool) -> str:
    start = (
        _("It also opens with the level “%(level)s”, at %(points)d points.")
        if also
        else _("It opens with the level “%(level)s”, at %(points)d points.")
    )
    how = _("You earn them by helping others: an answer that is accepted, a word that helped.")
    return f"{start % {'level': level.name, 'points': level.threshold}} {how}"


def _names(partners: Sequence[Partner]) -> str:
    return _(", ").join(partner.name for partner in partners)
