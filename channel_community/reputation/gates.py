"""Doors that reputation opens. Whoever guards something asks here for a capability by its name."""

from __future__ import annotations

from django.utils.translation import gettext as _

from channel_community.exceptions import Refused
from channel_community.members.viewer import Viewer
from channel_community.reputation.enums import CAPABILITIES
from channel_community.reputation.models import Level


def may(viewer: Viewer, capability: str) -> bool:
    """Whether the door is open to `viewer`: by their level, or because they look after the whole network."""
    return capability in viewer.capabilities or viewer.is_manager


def require(viewer: Viewer, capability: str) -> None:
    """Raise Refused, with the words that say which level opens the door, unless it is open to `viewer`."""
    if not may(viewer, capability):
        raise Refused(closed_words(capability), code="gate_closed")


def level_that_opens(capability: str) -> Level | None:
    """The lowest level that grants the capability, or None when no level does."""
    return next((level for level in Level.objects.order_by("rank") if capability in level.capabilities), None)


def closed_words(capability: str) -> str:
    """What to tell somebody before the closed door."""
    level = level_that_opens(capability)
    name = str(CAPABILITIES.get(capability, capability))
    if level is None:
        return _("“%(what)s” is not open to members of this community.") % {"what": name}
    return _("“%(what)s” opens with the level “%(level)s”, at %(points)d points.") % {
        "what": name,
        "level": level.name,
        "points": level.threshold,
    }
