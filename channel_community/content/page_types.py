"""Which page types are made from our mixins: the shipped ones, or the site's own.

The setting PAGE_TYPES says which one a new page is made of where there are several.
"""

from __future__ import annotations

from functools import cache

from django.apps import apps

from channel_community.conf import settings
from channel_community.content.kits.pages import KitPageMixin
from channel_community.content.pages import (
    PartnerArticlePageMixin,
    PartnerIndexPageMixin,
    PartnerPageMixin,
)

#: What PAGE_TYPES calls each kind of page.
KINDS: dict[str, type] = {
    "directory": PartnerIndexPageMixin,
    "partner": PartnerPageMixin,
    "article": PartnerArticlePageMixin,
    "kit": KitPageMixin,
}
_OURS = "channel_community"


@cache
def page_types(mixin: type) -> tuple[type, ...]:
    """Every page type made from `mixin`, the shipped one first, then the site's own by label."""
    found = (model for model in apps.get_models() if issubclass(model, mixin))
    return tuple(sorted(found, key=lambda model: (model._meta.app_label != _OURS, model._meta.label)))


def page_type(mixin: type) -> type | None:
    """The page type that a new page of this kind is made of.

    PAGE_TYPES has the first say, then the shipped type, then the site's own, by label. None: the site
    replaced Wagtail's base page and made no type of its own from `mixin`.
    """
    label = next((settings.PAGE_TYPES.get(kind) for kind, found in KINDS.items() if found is mixin), None)
    return _named(label, mixin) or next(iter(page_types(mixin)), None)


def problem_with(kind: str, label: object) -> str:
    """What is wrong with one entry of PAGE_TYPES; "" when nothing is."""
    if kind not in KINDS:
        return f"there is no kind {kind!r}; the kinds are {', '.join(KINDS)}"
    if _named(label, KINDS[kind]) is None:
        return f"{label!r} is no installed page type made from {KINDS[kind].__name__}"
    return ""


def _named(label: object, mixin: type) -> type | None:
    """The page type called `label`, if it is made from `mixin`."""
    return next((model for model in page_types(mixin) if model._meta.label_lower == str(label).lower()), None)
