"""A brand kit that is not saved, as pages, mail and cards would show it.

What the form holds travels in the address of each frame as a signed draft, so that a frame shows only what
the form accepted, and nothing is stored.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

from django.core import signing
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from channel_community.partners.actions import KIT_FIELDS
from channel_community.partners.branding import (
    Branding,
    Community,
    branding_of,
    community_of,
    kit_values,
    logo_urls,
)
from channel_community.partners.cards import Card
from channel_community.partners.colours import derive
from channel_community.partners.models import BrandKit, Partner

#: What is shown, and in which schemes. Mail has one: mail programs change colours on dark as they like.
PARTS = {
    "page": ("light", "dark"),
    "thread": ("light", "dark"),
    "mail": ("light",),
    "card": ("light", "dark"),
}
WIDTHS = ("phone", "desktop")

_SALT = "channel_community.kit_preview"
_LIFETIME = timedelta(hours=12)
_LOGOS = ("logo_light", "logo_dark")


def draft_of(kit: BrandKit) -> str:
    """The kit's values, saved or not, as a signed text for an address."""
    values = {name: getattr(kit, f"{name}_id" if name in _LOGOS else name) for name in KIT_FIELDS}
    return signing.dumps({"pk": kit.pk, **values}, salt=_SALT, compress=True)


def kit_of(draft: str) -> BrandKit | None:
    """The unsaved kit of a draft; None for a text that we did not sign, or did long ago."""
    try:
        values = signing.loads(draft, salt=_SALT, max_age=_LIFETIME)
    except signing.BadSignature:
        return None
    logos = {f"{name}_id": values.pop(name) for name in _LOGOS}
    kit = BrandKit(**values, **logos)
    kit.derived = derive(kit.accent, kit.accent_dark).as_dict()
    return kit


def worn_by(kit: BrandKit, request, css_url: str) -> tuple[Community, Branding | None]:
    """Brand and partner with the kit on whoever has it: the brand, a partner, or one that we make up."""
    here = f"{request.scheme}://{request.get_host()}"  # mail has full addresses; the admin may live elsewhere
    community = replace(community_of(request), home_url="#", root_url=here)
    look = {**kit_values(kit, logo_urls([kit])), "css_url": css_url}
    if kit.pk and kit.pk == community.kit_id:
        return replace(community, **look), None
    partner = Partner.objects.filter(brand_kit_id=kit.pk).first() if kit.pk else None
    base = branding_of(partner) or _somebody(kit, look)
    return community, replace(base, home_url="#", **look)


def _somebody(kit: BrandKit, look: dict) -> Branding:
    return Branding(
        partner_id=0,
        partner_name=kit.name,
        slug="",
        home_url="#",
        tagline=_("Storage that people can sleep on"),
        **look,
    )


def sample(part: str, scheme: str, community: Community, branding: Branding | None) -> dict:
    """The template context of a frame: real elements with made-up words."""
    return {
        "part": part,
        "scheme": scheme,
        "community": community,
        "branding": branding,
        "nav": [
            {"label": _("Home"), "url": "#", "is_current": True},
            {"label": _("Webinars"), "url": "#"},
        ],
        "viewer": SimpleNamespace(is_signed_in=False, login_url="#", member=None),
        "thread": _thread(),
        "post": _post(),
    }


def sample_card(community: Community, branding: Branding | None, *, is_dark: bool) -> Card:
    """The social card of a made-up article."""
    return Card(
        title=_("Forty minutes instead of nine hours"),
        community=community,
        branding=branding,
        kicker=_("From the partner community"),
        footnote=(branding or community).tagline,
        is_dark=is_dark,
    )


def _author() -> SimpleNamespace:
    return SimpleNamespace(
        id=0, handle="ana", name="Ana Lindqvist", initials="AL", avatar_url="", url="#",
        role="partner", role_label=_("Partner"), level_name=_("Guide"), level_rank=3,
    )  # fmt: skip


def _thread() -> SimpleNamespace:
    return SimpleNamespace(
        title=_("How long does your restore really take?"), url="#", kind="question", is_solved=True,
        is_pinned=False, is_closed=False, reply_count=7, last_post_at=timezone.now(), author=_author(),
        board_url="#", board_title=_("Questions and answers"), tags=[],
        excerpt=_("We measured ours for the first time, and it was nine hours."),
    )  # fmt: skip


def _post() -> SimpleNamespace:
    return SimpleNamespace(
        id=0, number=2, sequence=2, state="visible", is_accepted=True, client_key="", permalink="#",
        author=_author(), created_at=timezone.now(), reactions=[], own_reactions=(), html=_words(),
    )  # fmt: skip


def _words() -> str:
    return format_html(
        '<p>{} <a href="#">{}</a>.</p><blockquote><p>{}</p></blockquote>',
        _("Forty minutes, since we restore in two steps. The order is in"),
        _("our notes"),
        _("First what people need to work, then everything else."),
    )
