"""The brand, its partners, their kits and logos."""

from __future__ import annotations

from pathlib import Path

from django.core.files.images import ImageFile
from django.utils.text import slugify
from wagtail.images import get_image_model
from wagtail.models import Collection, Site

from channel_community.demo.brands import (
    BRAND_KIT,
    BRAND_NAME,
    BRAND_TAGLINE,
    PARTNERS,
    TIERS,
    KitText,
    PartnerText,
)
from channel_community.demo.moments import Moments
from channel_community.demo.people import DATA
from channel_community.onboarding.actions import partner_onboard
from channel_community.partners.actions import kit_save
from channel_community.partners.models import (
    BrandKit,
    BrandSettings,
    Partner,
    PartnerTier,
    Speciality,
)

OPENED = 420  # days before the day of loading


def load_brand(files: list) -> None:
    """Name, line and kit of the site's brand."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        raise RuntimeError("The site has no default Wagtail site. Make one in the admin, then load again.")
    settings = BrandSettings.for_site(site)
    settings.name, settings.tagline = BRAND_NAME, BRAND_TAGLINE
    settings.brand_kit = make_kit(BRAND_NAME, BRAND_KIT, Collection.get_first_root_node(), files)
    settings.save()
    if site.site_name in {"", "localhost"}:
        site.site_name = BRAND_NAME
        site.save()


def load_partners(moments: Moments, actor, files: list, say) -> dict[str, Partner]:
    """Every partner with its kit, by slug."""
    partners = {}
    make_tiers()
    for number, text in enumerate(PARTNERS, 1):
        partners[text.slug] = make_partner(text, moments, actor, files)
        say("partners", number, len(PARTNERS))
    return partners


def make_partner(text: PartnerText, moments: Moments, actor, files: list) -> Partner:
    """As the brand would onboard it; nobody is invited, and the boards are written ones of its own."""
    partner = partner_onboard(
        name=text.name,
        slug=text.slug,
        accent=text.kit.accent,
        actor=actor,
        tagline=text.tagline,
        description=text.description,
        region=text.region,
        tier=PartnerTier.objects.get(name=text.tier),
        specialities=[make_speciality(name) for name in text.specialities],
        website=text.website,
        admins_publish=text.admins_publish,
        public_boards=(),
        customers_board="",
    )
    make_kit(text.name, text.kit, partner.collection, files, kit=partner.brand_kit)
    Partner.objects.filter(pk=partner.pk).update(created_at=moments.ago(days=OPENED))
    return partner


def make_tiers() -> None:
    for rank, name in enumerate(reversed(TIERS), 1):
        PartnerTier.objects.get_or_create(slug=slugify(name), defaults={"name": name, "rank": rank})


def make_speciality(name: str) -> Speciality:
    return Speciality.objects.get_or_create(slug=slugify(name), defaults={"name": name})[0]


def make_kit(
    name: str, text: KitText, collection: Collection, files: list, *, kit: BrandKit | None = None
) -> BrandKit:
    logos = DATA / "logos"
    return kit_save(
        kit=kit,
        name=name,
        logo_light=make_image(f"{name}, on light", logos / f"{text.logo}-light.png", collection, files),
        logo_dark=make_image(f"{name}, on dark", logos / f"{text.logo}-dark.png", collection, files),
        accent=text.accent,
        accent_dark=text.accent_dark,
        secondary=text.secondary,
        typeface=text.typeface,
        corner=text.corner,
    )


def make_hero(partner: Partner, files: list):
    """The large picture of a partner's front page."""
    return make_image(partner.name, DATA / "heroes" / f"{partner.slug}.webp", partner.collection, files)


def make_image(title: str, path: Path, collection: Collection, files: list):
    with path.open("rb") as file:
        image = get_image_model()(title=title, file=ImageFile(file, name=path.name), collection=collection)
        image.save()
    files.append(image.file)
    return image
