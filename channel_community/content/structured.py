"""What search engines read: schema.org as JSON-LD, of pages that everybody may read."""

from __future__ import annotations

import json
from urllib.parse import urljoin

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.safestring import SafeString, mark_safe

from channel_community.content.meta import language_of, meta_of
from channel_community.content.trail import partner_url, whole_trail
from channel_community.partners.branding import Community, branding_of, community_of

CONTEXT = "https://schema.org"
#: What could end the script element or begin another one, as JSON writes it too.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def json_ld(things: list[dict]) -> SafeString:
    """`things` as one data block; no text in them can leave it. "" for an empty list."""
    found = [_without_blanks(thing) for thing in things if thing]
    if not found:
        return SafeString("")
    text = json.dumps({"@context": CONTEXT, "@graph": found}, cls=DjangoJSONEncoder).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above


def organization(partner, request, *, url: str = "", description: str = "") -> dict:
    """A partner."""
    community, branding = community_of(request), branding_of(partner)
    return {
        "@type": "Organization",
        "name": partner.name,
        "url": url or _full(community, branding.home_url),
        "logo": _logo(community, branding.logo_light_url),
        "description": description or partner.description or partner.tagline,
        "areaServed": partner.region,
        "sameAs": [partner.website] if partner.website else None,
    }


def article(page, request, *, author=None) -> dict:
    """An article of a partner, with who wrote it and who publishes it."""
    partner, meta = page.community_partner, meta_of(page, request)
    publisher = _publisher(partner, page, request) if partner else _brand(community_of(request))
    return {
        "@type": "Article",
        "headline": page.title,
        "description": meta.description,
        "url": meta.url,
        "mainEntityOfPage": meta.url,
        "datePublished": page.published_on,
        "dateModified": page.last_published_at,
        "inLanguage": language_of(page),
        "author": _person(author, request) if author else publisher,
        "publisher": publisher,
        "image": [meta.image.url] if meta.image else None,
    }


def breadcrumbs(page, request) -> dict:
    """The way to the page, from the community's home on."""
    steps = [(step.title, step.url) for step in whole_trail(page, request)]
    return {"@type": "BreadcrumbList", "itemListElement": _numbered(steps, "item")}


def partner_list(partners, request, *, start: int, total: int) -> dict:
    """The partners on one page of the directory; `start` is the place of the first in the whole list."""
    root = community_of(request).root_url
    items = [(partner.name, urljoin(f"{root}/", partner.url)) for partner in partners]
    return {"@type": "ItemList", "numberOfItems": total, "itemListElement": _numbered(items, "url", start)}


def _numbered(items: list[tuple[str, str]], key: str, start: int = 1) -> list[dict]:
    return [
        {"@type": "ListItem", "position": place, "name": name, key: url}
        for place, (name, url) in enumerate(items, start)
    ]


def _publisher(partner, page, request) -> dict:
    return organization(partner, request, url=partner_url(page, request))


def _person(author, request) -> dict:
    url = getattr(author, "url", "")
    return {"@type": "Person", "name": author.name, "url": _full(community_of(request), url)}


def _brand(community: Community) -> dict:
    logo = _logo(community, community.logo_light_url)
    return {"@type": "Organization", "name": community.name, "url": community.root_url, "logo": logo}


def _logo(community: Community, url: str) -> dict | None:
    return {"@type": "ImageObject", "url": _full(community, url)} if url else None


def _full(community: Community, url: str) -> str:
    return urljoin(f"{community.root_url}/", url) if url else ""


def _without_blanks(value):
    """Leave out what is not known: an empty text says less than none."""
    if isinstance(value, dict):
        pairs = ((key, _without_blanks(found)) for key, found in value.items())
        return {key: found for key, found in pairs if found not in (None, "", [], {})}
    return [_without_blanks(found) for found in value] if isinstance(value, list) else value
