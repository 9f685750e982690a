"""The site of a person who added what is required and nothing more: no channel layer among the rest."""

from tests.settings.default import *

INSTALLED_APPS = [
    app
    for app in INSTALLED_APPS
    if app not in {"channels", "django.contrib.admin", "django.contrib.sitemaps"}
]
CHANNEL_LAYERS = {}
