"""The test site with Wagtail's public APIs, as far as this Wagtail has them."""

from django.urls import path
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet

from channel_community.compat import WAGTAIL_8
from tests.settings.urls import urlpatterns as site

api = WagtailAPIRouter("wagtailapi")
api.register_endpoint("pages", PagesAPIViewSet)
api.register_endpoint("images", ImagesAPIViewSet)
api.register_endpoint("documents", DocumentsAPIViewSet)

urlpatterns = [path("api/v2/", api.urls), *site]

if WAGTAIL_8:
    from wagtail.api.v3.urls import api as v3

    urlpatterns = [path("api/v3/", v3.urls), *urlpatterns]
