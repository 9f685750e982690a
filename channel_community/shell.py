"""What stands around every page of ours: who speaks, who asks, where one can go."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from django.conf import settings as django_settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from channel_community.members.viewer import ANONYMOUS, Viewer, viewer_for_user
from channel_community.partners.branding import branding_of, community_of

#: Name of the URL, label, icon; in the order of the menu.
_NAV = (
    ("home", gettext_noop("Home"), "home"),
    ("partner_list", gettext_noop("Partners"), "handshake"),
    ("webinar_list", gettext_noop("Webinars"), "calendar"),
    ("leaders", gettext_noop("Leaders"), "award"),
    ("moderation", gettext_noop("Moderation"), "shield"),
)


def request_viewer(request: HttpRequest) -> Viewer:
    """The person behind a request, looked up once; `login_url` leads to sign-in and back to this page."""
    viewer = getattr(request, "_community_viewer", None)
    if viewer is None:
        user = getattr(request, "user", None)
        viewer = replace(viewer_for_user(user) if user else ANONYMOUS, login_url=login_url(request))
        request._community_viewer = viewer
    return viewer


def login_url(request: HttpRequest) -> str:
    """The site's sign-in page, with the way back to this page (not to itself)."""
    address = resolve_url(django_settings.LOGIN_URL)
    if request.path == address.partition("?")[0] or request.method not in {"GET", "HEAD"}:
        return address
    return f"{address}{'&' if '?' in address else '?'}next={quote(request.get_full_path(), safe='/')}"


def page_context(request: HttpRequest, partner=None, **extra) -> dict:
    """Context of every page: `community`, `viewer`, `branding` (None without `partner`), `nav`, `extra`.

    `canonical_url` is the page's one address.
    """
    viewer = request_viewer(request)
    return {
        "community": community_of(request),
        "viewer": viewer,
        "branding": branding_of(partner),
        "nav": navigation(request, viewer),
        "canonical_url": canonical_url(request),
        **extra,
    }


def canonical_url(request: HttpRequest) -> str:
    """The one address of this page on this site, without filters; a later page of a list has its own."""
    page = request.GET.get("page", "")
    is_number = page.isascii() and page.isdecimal() and len(page) < 10
    query = f"?page={int(page)}" if is_number and int(page) > 1 else ""
    return f"{community_of(request).root_url}{request.path}{query}"


def navigation(request: HttpRequest, viewer: Viewer, current: str = "") -> list[dict]:
    """The menu: what this viewer can go to, the current place marked.

    `current` names it for a page whose address does not begin like the menu's.
    """
    return [
        {
            "label": _(label),
            "url": url,
            "icon": icon,
            "is_current": name == current or _is_current(request.path, name, url),
        }
        for name, label, icon in _NAV
        if (url := _url(name)) and (name != "moderation" or viewer.can_moderate)
    ]


def _is_current(path: str, name: str, url: str) -> bool:
    return path == url if name == "home" else path.startswith(url)


def _url(name: str) -> str:
    try:
        return reverse(f"channel_community:{name}")
    except NoReverseMatch:
        return ""
