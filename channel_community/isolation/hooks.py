"""What Wagtail asks before it shows a list or a menu; wired in ``wagtail_hooks.py``."""

from __future__ import annotations

from django.db.models import Q
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from wagtail import hooks
from wagtail.admin.menu import SubmenuMenuItem

from channel_community.isolation.own import own
from channel_community.isolation.panels import own_panel
from channel_community.isolation.rules import rule_for
from channel_community.isolation.space import space_of


def own_pages(pages, request):
    """Pages of the explorer."""
    space = space_of(request)
    return own(pages, space) if space else pages


def own_pages_and_the_way(pages, request):
    """Pages of the page chooser, with those one walks through to get there; only own ones can be saved."""
    space = space_of(request)
    if not space:
        return pages
    is_search = request.GET.get("q") is not None
    on_the_way = Q(pk__in=[]) if is_search else Q(path__in=space.way_paths())
    return pages.filter(space.inside(space.page_paths) | on_the_way)


def own_files(files, request):
    """Images or documents of their choosers."""
    space = space_of(request)
    return own(files, space) if space else files


def open_items(request, items) -> None:
    """Menu items that lead somewhere; a submenu stays while something in it does."""
    space = space_of(request)
    if space:
        items[:] = [item for item in items if not space.is_closed and _leads_on(item, request)]


def open_panels(request, panels) -> None:
    """Panels of the dashboard. Wagtail's also show what the person once worked on."""
    space = space_of(request)
    if space:
        panels[:] = [panel for panel in (own_panel(panel, space) for panel in panels) if panel is not None]


def _leads_on(item, request) -> bool:
    if isinstance(item, SubmenuMenuItem):
        return any(_leads_on(below, request) for below in item.menu.menu_items_for_request(request))
    address = str(item.url) if isinstance(item.url, (str, Promise)) else ""
    return not address or is_open_address(address)


def is_open_address(address: str) -> bool:
    """Whether partner staff may follow a link to the admin. Links to elsewhere are none of ours."""
    try:
        found = resolve(address.partition("?")[0])
    except Resolver404:
        return True
    name = getattr(found.func, "community_guard", None)
    return name is None or rule_for(name) is not None


def register() -> None:
    """Tell Wagtail. Last in order, so that what other hooks add is looked at as well."""
    for name, function in (
        ("construct_explorer_page_queryset", lambda parent, pages, request: own_pages(pages, request)),
        ("construct_page_chooser_queryset", own_pages_and_the_way),
        ("construct_image_chooser_queryset", own_files),
        ("construct_document_chooser_queryset", own_files),
        ("construct_main_menu", open_items),
        ("construct_reports_menu", open_items),
        ("construct_settings_menu", open_items),
        ("construct_help_menu", open_items),
        ("construct_homepage_panels", open_panels),
    ):
        hooks.register(name, function, order=10_000)
