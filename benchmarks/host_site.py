"""A host site with one plain view, with the plugin or (WITHOUT_PLUGIN=1) without it: settings and URLs in one."""

import os

from django.http import HttpResponse
from django.urls import include, path

from tests.settings.default import *

WITHOUT = bool(os.environ.get("WITHOUT_PLUGIN"))
ROOT_URLCONF = "benchmarks.host_site"

urlpatterns = [path("plain/", lambda request: HttpResponse("ok"))]
if WITHOUT:
    INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "channel_community"]
else:
    # Included last and lazily, as on a site: the plain page is found before it.
    urlpatterns.append(path("community/", include(("channel_community.urls", "channel_community"))))
