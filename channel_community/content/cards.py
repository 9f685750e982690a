"""What templates show of pages: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from channel_community.members.cards import AuthorCard


@dataclass(frozen=True)
class ArticleCard:
    """An article in a list. `access_label` is "" unless a level opens it that the viewer has not reached."""

    title: str
    url: str
    lead: str
    published_on: date
    access_label: str = ""


@dataclass(frozen=True)
class PartnerCard:
    """A partner in a list, with both logos for the lock-up. `tier` and `region` may be ""."""

    name: str
    url: str
    tagline: str
    logo_light_url: str
    logo_dark_url: str
    tier: str = ""
    region: str = ""
    specialities: tuple[str, ...] = ()


@dataclass(frozen=True)
class PersonCard(AuthorCard):
    """Somebody to turn to, with their own line about themselves."""

    headline: str = ""
