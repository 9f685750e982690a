"""The site of a person who added nothing but what is required: no channel layer, no cache, no messages page."""

from tests.settings.default import *

INSTALLED_APPS = [
    app
    for app in INSTALLED_APPS
    if app not in {"channels", "django.contrib.admin", "django.contrib.sitemaps", "wagtail.contrib.settings"}
]
CHANNEL_LAYERS = {}
