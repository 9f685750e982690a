"""A system check: the admin without the guard would show partners one another's drafts."""

from __future__ import annotations

from django.apps import apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.urls import NoReverseMatch, reverse


@register(Tags.urls)
def check_guard(app_configs, **kwargs) -> list[CheckMessage]:
    """E007: views of the Wagtail admin that the guard does not stand around."""
    try:
        reverse("wagtailadmin_home")  # reads the site's URLs, ours among them
    except NoReverseMatch:
        return []
    if not apps.is_installed("wagtail.admin"):
        return []
    from channel_community.isolation.guard import unguarded  # noqa: PLC0415 - asks every app's hooks

    names = unguarded()
    if not names:
        return []
    return [
        Error(
            f"Partner staff are not confined in {len(names)} views of the Wagtail admin, "
            f"{names[0] or 'one without a name'!r} among them.",
            hint="Include channel_community.urls in the root URLconf, and add views to the admin by the hook "
            "register_admin_urls, not afterwards.",
            id="channel_community.E007",
        )
    ]
