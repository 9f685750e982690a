"""The brand, its three partners and what they look like."""

from __future__ import annotations

from dataclasses import dataclass

from channel_community.demo.people import BOBINA, FJORD, LANTERN


@dataclass(frozen=True)
class KitText:
    """Colours, type and corners; logos are files `data/logos/<logo>-light.png` and `-dark.png`."""

    logo: str
    accent: str
    accent_dark: str
    secondary: str
    typeface: str
    corner: str


@dataclass(frozen=True)
class PartnerText:
    slug: str
    name: str
    tagline: str
    region: str
    website: str
    description: str
    kit: KitText
    tier: str
    specialities: tuple[str, ...]
    admins_publish: bool = False


#: The brand's tiers, the highest first.
TIERS = ("Lighthouse", "Anchor", "Mooring")

BRAND_NAME = "Harbourline"
BRAND_TAGLINE = "Storage and backup, explained by the people who use it"
BRAND_KIT = KitText("harbourline", "#0b5f94", "#6cc0ee", "#10314f", "source-serif-4", "soft")

PARTNERS: tuple[PartnerText, ...] = (
    PartnerText(
        FJORD,
        "Fjordgrid",
        "Research data that survives the winter",
        "Nordic countries",
        "https://fjordgrid.example/",
        "We build storage for laboratories, libraries and stations from Aarhus to Svalbard. Six engineers, "
        "two of them former researchers. We plan for the week in which nobody can reach the machine, hand "
        "over a runbook that the newest person wrote, and come back for the first restore drill.",
        KitText("fjordgrid", "#0b6b5d", "#58cdb8", "#0d2f2b", "ibm-plex-sans", "square"),
        "Lighthouse",
        ("Research data", "Remote sites", "Backup and restore"),
    ),
    PartnerText(
        BOBINA,
        "Bobina Mare",
        "From the set to the archive, and not one frame less",
        "Mediterranean",
        "https://bobinamare.example/",
        "A house for film and post-production between Barcelona, Marseille and Palermo. We install shared "
        "storage in edit suites, pull fibre through old walls, and teach assistants the three copies before "
        "lunch. Everyone here has sat in an edit chair first.",
        KitText("bobina-mare", "#b4361e", "#ff9a7d", "#e9a23b", "fraunces", "round"),
        "Anchor",
        ("Film and media", "Archives"),
        admins_publish=True,
    ),
    PartnerText(
        LANTERN,
        "Lantern Lane IT",
        "Boring storage for busy people",
        "Ireland and the Midlands",
        "https://lanternlane.example/",
        "Small offices, surgeries and schools from Galway to Coventry. We explain things in words, write "
        "plans that fit on one page, and ring you when nothing is wrong. If it lives in a cupboard next to a "
        "boiler, we have fixed it.",
        KitText("lantern-lane", "#5b3fa0", "#b8a2f2", "#f2a900", "figtree", "soft"),
        "Mooring",
        ("Schools", "Small offices", "Backup and restore"),
    ),
)
