"""What a page says of itself to search engines and where it is shared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings as django_settings
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import to_locale
from wagtail.models import Locale

from channel_community.content.kits.pages import KitPageMixin
from channel_community.content.pages import PartnerArticlePageMixin
from channel_community.content.queries import lead_of
from channel_community.content.social import card_url
from channel_community.partners.branding import community_of
from channel_community.partners.cards import SIZE
from channel_community.partners.enums import PartnerState
from channel_community.partners.memory import remember

ARTICLE, WEBSITE = "article", "website"
DESCRIPTION = 300


@dataclass(frozen=True)
class Image:
    """A picture by its full address."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Feed:
    """Something to subscribe to."""

    title: str
    url: str


@dataclass(frozen=True)
class Meta:
    """Plain values for ``content/_meta.html``. `is_shared` is False for a page not everybody may read."""

    title: str
    description: str
    url: str
    kind: str
    site_name: str
    locale: str
    is_shared: bool
    image: Image | None = None
    published: date | None = None
    modified: datetime | None = None
    alternates: tuple[tuple[str, str], ...] = ()
    other_locales: tuple[str, ...] = ()
    feed: Feed | None = None


def meta_of(page, request) -> Meta:
    """What is said of `page`, of a private one its title alone. Read once a request.

    A base page of the site's own may lack the fields of Wagtail's promote tab.
    """
    if not hasattr(page, "_community_meta"):
        page._community_meta = _meta(page, request)
    return page._community_meta


def _meta(page, request) -> Meta:
    is_article = isinstance(page, (PartnerArticlePageMixin, KitPageMixin))
    community = community_of(request)
    known = {
        "title": getattr(page, "seo_title", "") or page.title,
        "url": canonical(page, request),
        "kind": ARTICLE if is_article else WEBSITE,
        "site_name": community.name,
        "locale": to_locale(language_of(page)),
    }
    if page.pk is None or page.get_view_restrictions().exists():
        return Meta(description="", is_shared=False, **known)
    alternates = _alternates(page, request)
    return Meta(
        description=Truncator(getattr(page, "search_description", "") or lead_of(page)).chars(DESCRIPTION),
        is_shared=True,
        image=_image(page, request),
        published=page.published_on if is_article else None,
        modified=page.last_published_at,
        alternates=alternates,
        other_locales=_other_locales(page, alternates),
        feed=partner_feed(page.community_partner, request, language=language_of(page)),
        **known,
    )


def canonical(page, request) -> str:
    """The one address of a page; a mirrored page (an alias) names the page it mirrors. "" without any."""
    if page.pk is None:
        return ""
    return (page.alias_of if page.alias_of_id else page).get_full_url(request) or ""


def partner_feed(partner, request, *, language: str = "") -> Feed | None:
    """The partner's feed; None where there is no such thing."""
    if partner is None or partner.state != PartnerState.ACTIVE:
        return None
    try:
        path = reverse("channel_community:partner_feed", args=[partner.slug])
    except NoReverseMatch:
        return None
    is_other = is_translated() and language and language != django_settings.LANGUAGE_CODE
    query = f"?{urlencode({'language': language})}" if is_other else ""
    title = _("New from %(partner)s") % {"partner": partner.name}
    return Feed(title=title, url=f"{community_of(request).root_url}{path}{query}")


def language_of(page) -> str:
    """The code of the page's language, from memory."""
    codes = remember(("locales",), lambda: dict(Locale.objects.values_list("pk", "language_code")))
    return codes.get(page.locale_id) or page.locale.language_code


def is_translated() -> bool:
    """Whether the site keeps its pages in several languages."""
    return bool(getattr(django_settings, "WAGTAIL_I18N_ENABLED", False))


def _image(page, request) -> Image | None:
    url, partner = card_url(page, request), page.community_partner
    alt = _alt(page.title, partner.name if partner else community_of(request).name)
    return Image(url=url, width=SIZE[0], height=SIZE[1], alt=alt) if url else None


def _alt(title: str, speaker: str) -> str:
    """What stands on the card: the title, and who speaks where the title does not say it."""
    if title == speaker:
        return _("Card with the name and colours of %(name)s") % {"name": speaker}
    return _("Card with the words “%(title)s” and the name and colours of %(name)s") % {
        "title": title,
        "name": speaker,
    }


def _alternates(page, request) -> tuple[tuple[str, str], ...]:
    """Language and full address of the page in every language it was translated to; () without any."""
    if not is_translated():
        return ()
    rows = page.get_translations(inclusive=True).live().public().filter(alias_of=None)
    found = {
        row.locale.language_code: row.get_full_url(request)
        for row in rows.select_related("locale").order_by("locale__language_code")
    }
    if len(found) < 2:
        return ()
    own = found.get(django_settings.LANGUAGE_CODE)
    return (*found.items(), *([("x-default", own)] if own else []))


def _other_locales(page, alternates) -> tuple[str, ...]:
    own = language_of(page)
    return tuple(to_locale(code) for code, _url in alternates if code not in {own, "x-default"})
