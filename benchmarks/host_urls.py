"""URLs of the host site: its own page, then the plugin's where it is installed."""

from django.apps import apps
from django.http import HttpResponse
from django.urls import include, path

urlpatterns = [path("plain/", lambda request: HttpResponse("ok"))]
if apps.is_installed("channel_community"):
    urlpatterns.append(path("community/", include("channel_community.urls")))
