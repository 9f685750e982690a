"""One guard around every view of the Wagtail admin, put there once, without a middleware.

It acts for partner staff alone. A view they have no rule for does not exist for them; an id that is not one
of their space is answered as if there were no such row, before the view runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import update_wrapper

import swapper
from django.apps import apps
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.urls import URLPattern
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from channel_community.compat import WAGTAIL_8
from channel_community.isolation import addressed, uploads
from channel_community.isolation.choices import keep_own_choices
from channel_community.isolation.rules import Rule, rule_for
from channel_community.isolation.space import Space, space_of

#: What somebody can still reach whose partner is suspended: the way out.
_ALWAYS = (
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_password_reset",
)
_MARK = "community_guard"


def install() -> None:
    """Stand around the admin's views. Doing it again changes nothing."""
    if not apps.is_installed("wagtail.admin"):
        return
    from wagtail.admin import urls  # noqa: PLC0415 - collects the viewsets of every app, so not at import

    for pattern, name in views_of(urls.urlpatterns):
        if not hasattr(pattern.callback, _MARK):
            pattern.callback = _guarded(pattern.callback, name)


def unguarded() -> list[str]:
    """Full names of the admin's views that the guard does not stand around."""
    from wagtail.admin import urls  # noqa: PLC0415 - as above

    return [name for pattern, name in views_of(urls.urlpatterns) if not hasattr(pattern.callback, _MARK)]


def views_of(patterns, namespace: str = "") -> Iterator[tuple[URLPattern, str]]:
    """Every view below `patterns` with its full name ("wagtailadmin_pages:edit"; "" where it has none)."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern, f"{namespace}{pattern.name}" if pattern.name else ""
        else:
            below = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from views_of(pattern.url_patterns, below)


def _guarded(view: Callable, name: str) -> Callable:
    narrowed: dict[type, Callable] = {}

    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        space = space_of(request)
        if space is None:
            return view(request, *args, **kwargs)
        refusal = _refusal(request, name, kwargs or _by_place(name, args), space)
        if refusal is not None:
            return refusal
        rule = rule_for(name) or Rule()
        try:
            response = _confined(view, name, rule, narrowed)(request, *args, **kwargs)
        except MultiValueDictKeyError as missing:  # some of Wagtail's views read a form without looking first
            return _incomplete(missing)
        keep_own_choices(response, space)
        return response

    update_wrapper(guarded, view)
    setattr(guarded, _MARK, name)
    return guarded


def _by_place(name: str, args: tuple) -> dict:
    """Parameters of an address that has no names for them (a regular expression of Wagtail 7.4 has none)."""
    rule = rule_for(name)
    return dict(zip(rule.ids, args)) if rule and len(rule.ids) == len(args) else {}  # noqa: B905


def _refusal(request: HttpRequest, name: str, kwargs: dict, space: Space) -> HttpResponse | None:
    if name.startswith(_ALWAYS):
        return None
    if space.is_closed:
        return _closed(request, space)
    rule = rule_for(name)
    if rule is None or not addressed.is_own(request, name, kwargs, rule, space):
        return render(request, "wagtailadmin/404.html", status=404)
    return uploads.refusal(request, name)


def _incomplete(missing: MultiValueDictKeyError) -> HttpResponse:
    words = _("The form did not arrive whole: %(field)s is missing. Go back and send it once more.")
    return HttpResponseBadRequest(words % {"field": missing}, content_type="text/plain; charset=utf-8")


def _closed(request: HttpRequest, space: Space) -> HttpResponse:
    context = {"partners": space.names}
    return render(request, "channel_community/admin/closed_space.html", context, status=403)


def _confined(view: Callable, name: str, rule: Rule, narrowed: dict[type, Callable]) -> Callable:
    """The view as partner staff get it: Wagtail's, one of ours, or Wagtail's with a narrower list."""
    if rule.instead is not None:
        return require_admin_access(lambda request, *a, **kw: rule.instead(request, view, *a, **kw))
    if rule.narrow is None:
        return view
    if rule.narrow not in narrowed:
        narrowed[rule.narrow] = never_cache(require_admin_access(_narrowed(_behind(view, name), rule.narrow)))
    return narrowed[rule.narrow]


def _behind(view: Callable, name: str) -> Callable:
    """The view that is made from a class: Wagtail 8 looks up some views of pages at each request."""
    if not WAGTAIL_8 or hasattr(view, "view_class") or hasattr(view, "cls"):
        return view
    from wagtail.admin.viewsets.pages import page_viewset_registry  # noqa: PLC0415 - not in Wagtail 7.4

    base = page_viewset_registry.get_by_type(swapper.load_model("wagtailcore", "Page"))
    return base.get_view_by_name(name.rpartition(":")[2])


def _narrowed(view: Callable, mixin: type) -> Callable:
    """The same view made from a class with `mixin` in front, whatever class the site has put there."""
    view_class = getattr(view, "view_class", None) or view.cls
    options = getattr(view, "view_initkwargs", None) or getattr(view, "initkwargs", {})
    own_class = type(f"Own{view_class.__name__}", (mixin, view_class), {})
    actions = getattr(view, "actions", None)
    return own_class.as_view(actions, **options) if actions else own_class.as_view(**options)
