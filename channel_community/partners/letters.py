"""The letterhead of co-branded mail."""

from __future__ import annotations

from urllib.parse import urljoin

from channel_community.notifications.mail import Letterhead, set_letterhead_source
from channel_community.partners.branding import Branding, Community, branding_of, community_of


def letterhead_of(partner=None, *, site=None) -> Letterhead:
    """The letterhead of the brand of `site` (None: the default site), with `partner` beside it.

    `partner` is a partner, its id, its branding, or None for the brand alone.
    """
    return letterhead_for(
        community_of(site), partner if isinstance(partner, Branding) else branding_of(partner)
    )


def letterhead_for(community: Community, branding: Branding | None) -> Letterhead:
    """The letterhead of these two."""
    tones = (branding or community).palette.light
    root = community.root_url
    return Letterhead(
        brand_name=community.name,
        brand_url=absolute(root, community.home_url),
        brand_logo_url=absolute(root, community.logo_light_url),
        partner_name=branding.partner_name if branding else "",
        partner_url=absolute(root, branding.home_url) if branding else "",
        partner_logo_url=absolute(root, branding.logo_light_url) if branding else "",
        tagline=(branding.tagline if branding else "") or community.tagline,
        root_url=root,
        accent=tones.accent,
        on_accent=tones.on_accent,
        accent_text=tones.accent_text,
        accent_soft=tones.accent_soft,
    )


def absolute(root_url: str, path: str) -> str:
    """`path` as a full address; "" stays ""."""
    return urljoin(f"{root_url}/", path) if path else ""


set_letterhead_source(letterhead_of)
