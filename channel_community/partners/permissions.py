"""Who may see and change a partner's space."""

from __future__ import annotations

from channel_community.exceptions import Missing
from channel_community.members.viewer import Viewer
from channel_community.partners.enums import PartnerState
from channel_community.partners.models import Partner
from channel_community.permissions import Answer, capability

MANAGE = capability("Create, suspend, delete a partner")


def can_see(viewer: Viewer, partner: Partner) -> bool:
    """Whether the partner's space is open to `viewer`; a suspended one is there for the brand alone."""
    return partner.state != PartnerState.SUSPENDED or viewer.is_manager


def require_visible(viewer: Viewer, partner: Partner | None) -> None:
    """Raise Missing when the partner's space is not open to `viewer`."""
    if partner is not None and not can_see(viewer, partner):
        raise Missing(f"No partner {partner.slug}.")


def can_manage(viewer: Viewer) -> bool:
    """Whether `viewer` may create, suspend and reactivate partners."""
    return viewer.may(MANAGE) is Answer.ALLOWED
