"""What the community shows on a partner's page in the CMS: its threads and webinars."""

from __future__ import annotations

from channel_community.content.pages import PartnerPageMixin, adds_context
from channel_community.discussions import queries as discussions
from channel_community.webinars import queries as webinars

THREADS = 6
WEBINARS = 2


@adds_context(PartnerPageMixin)
def life(page, request, viewer) -> dict:
    """The partner's latest threads and next webinars that this viewer may see; nothing in a preview."""
    partner = page.community_partner
    if partner is None or getattr(request, "is_preview", False):
        return {}
    return {
        "threads": discussions.recent_threads(viewer, limit=THREADS, partner=partner),
        "webinars": webinars.upcoming(viewer, limit=WEBINARS, partner=partner),
    }
