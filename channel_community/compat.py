"""Differences between the supported Django and Wagtail versions, newest first."""

import swapper
import wagtail

try:  # Django 6.0 and later
    from django.tasks import task
except ImportError:  # Django 5.2: the backport that Wagtail already depends on
    from django_tasks import task

WAGTAIL_8 = wagtail.VERSION >= (8, 0)

swapper.set_app_prefix("wagtailcore", "wagtail")


def page_model_name() -> str:
    """The base page's label: Wagtail's own, or the site's when it swapped the base page (Wagtail 8)."""
    return swapper.get_model_name("wagtailcore", "Page")


def page_is_swapped() -> bool:
    """Whether the site replaced Wagtail's base page; our concrete pages then step aside."""
    return bool(swapper.is_swapped("wagtailcore", "Page"))


__all__ = ["WAGTAIL_8", "page_is_swapped", "page_model_name", "task"]
