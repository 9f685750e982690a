"""Who speaks on a page: the brand of the site, and the partner beside it.

Both are plain values kept for some seconds in the process, so that a warm page asks the database nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.conf import settings as django_settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from wagtail.images import get_image_model
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError
from wagtail.models import Site

from channel_community.partners.colours import Palette, derive
from channel_community.partners.kits import css_url, palette_of
from channel_community.partners.memory import forget, is_kept, remember
from channel_community.partners.models import BrandKit, BrandSettings, Partner

logger = logging.getLogger(__name__)

#: Twice the largest size a logo is shown at, in pixels.
LOGO_FILTER = "max-480x128|preserve-svg"

__all__ = ["Branding", "Community", "branding_of", "brandings_of", "community_of", "forget"]


@dataclass(frozen=True)
class Community:
    """The brand that owns the site. Addresses are paths of the site or full URLs; "" where there is none."""

    name: str
    tagline: str
    home_url: str
    logo_light_url: str
    logo_dark_url: str
    css_url: str
    palette: Palette
    secondary: str
    kit_id: int | None
    version: int
    site_id: int | None
    root_url: str
    logo_light_id: int | None = None
    logo_dark_id: int | None = None


@dataclass(frozen=True)
class Branding:
    """A partner's side of the lock-up. `version` is the kit's and rises with every change of it."""

    partner_id: int
    partner_name: str
    slug: str
    home_url: str
    tagline: str
    logo_light_url: str
    logo_dark_url: str
    css_url: str
    palette: Palette
    secondary: str
    kit_id: int | None
    version: int
    logo_light_id: int | None = None
    logo_dark_id: int | None = None


def community_of(request_or_site: HttpRequest | Site | None) -> Community:
    """The brand of the site that a request came to, or of a Wagtail site (None: the default one)."""
    if isinstance(request_or_site, HttpRequest):
        key, find = request_or_site.get_host(), partial(Site.find_for_request, request_or_site)
    else:
        key = request_or_site.pk if request_or_site else None
        find = partial(_site_or_default, request_or_site)
    return remember(("community", key), lambda: _community(find()))


def branding_of(partner: Partner | int | None) -> Branding | None:
    """The partner's branding; None for None and for a partner that is no more."""
    if partner is None:
        return None
    partner_id = partner if isinstance(partner, int) else partner.pk
    return remember(("branding", partner_id), lambda: _brandings([partner_id]).get(partner_id))


def brandings_of(partner_ids: Iterable[int]) -> dict[int, Branding]:
    """The branding of many partners by id, with a handful of queries for all that are not known yet."""
    wanted = set(partner_ids)
    made = _brandings([key for key in wanted if not is_kept(("branding", key))])
    found = {key: remember(("branding", key), lambda key=key: made.get(key)) for key in wanted}
    return {key: branding for key, branding in found.items() if branding}


def _site_or_default(site: Site | None) -> Site | None:
    return site or Site.objects.filter(is_default_site=True).first()


def _community(site: Site | None) -> Community:
    row = site and BrandSettings.objects.filter(site=site).select_related("brand_kit").first()
    kit = row.brand_kit if row else None
    name = (row.name if row else "") or getattr(django_settings, "WAGTAIL_SITE_NAME", "") or "Community"
    return Community(
        name=name,
        tagline=row.tagline if row else "",
        home_url=_path("home"),
        site_id=site.pk if site else None,
        root_url=_root_url(site),
        **kit_values(kit, logo_urls([kit])),
    )


def _root_url(site: Site | None) -> str:
    """Scheme, host and port of the site, without a slash at the end."""
    return (site.root_url if site else getattr(django_settings, "WAGTAILADMIN_BASE_URL", "")).rstrip("/")


def _brandings(partner_ids: list[int]) -> dict[int, Branding]:
    partners = (
        list(Partner.objects.filter(pk__in=partner_ids).select_related("brand_kit")) if partner_ids else []
    )
    logos = logo_urls([partner.brand_kit for partner in partners])
    return {
        partner.pk: Branding(
            partner_id=partner.pk,
            partner_name=partner.name,
            slug=partner.slug,
            home_url=_path("partner", partner.slug),
            tagline=partner.tagline,
            **kit_values(partner.brand_kit, logos),
        )
        for partner in partners
    }


def kit_values(kit: BrandKit | None, logos: dict[int, str]) -> dict:
    """What a Community or a Branding takes from its kit; `logos` are addresses by image id."""
    return {
        "logo_light_url": logos.get(kit.logo_light_id, "") if kit else "",
        "logo_dark_url": logos.get(kit.logo_dark_id, "") if kit else "",
        "css_url": css_url(kit) if kit and kit.pk else "",
        "palette": palette_of(kit) if kit else derive(BrandKit._meta.get_field("accent").default),
        "secondary": kit.secondary if kit else "",
        "kit_id": kit.pk if kit else None,
        "logo_light_id": kit.logo_light_id if kit else None,
        "logo_dark_id": kit.logo_dark_id if kit else None,
        "version": kit.version if kit else 0,
    }


def logo_urls(kits: Iterable[BrandKit | None]) -> dict[int, str]:
    """Addresses of the kits' logos by image id."""
    ids = {image_id for kit in kits if kit for image_id in (kit.logo_light_id, kit.logo_dark_id) if image_id}
    images = get_image_model().objects.filter(pk__in=ids).prefetch_renditions(LOGO_FILTER) if ids else ()
    return {image.pk: _logo_url(image) for image in images}


def _logo_url(image) -> str:
    """The logo's address; "" when its file is missing, because a page is worth more than its logo."""
    try:
        return image.get_rendition(LOGO_FILTER).url
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        logger.warning("The logo %s cannot be shown.", image.pk, exc_info=True)
        return ""


def _path(name: str, *args) -> str:
    try:
        return reverse(f"channel_community:{name}", args=args)
    except NoReverseMatch:
        return ""
