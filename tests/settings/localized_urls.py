"""The same addresses, with the language in front of Wagtail's pages."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls

from tests.settings.urls import urlpatterns as shared

urlpatterns = [*shared[:-1], *i18n_patterns(path("", include(wagtail_urls)), prefix_default_language=True)]
