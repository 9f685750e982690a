"""The site's URLs: accounts, the Wagtail admin, documents, the community, then Wagtail's pages."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from demo_site.sitemap import PagesSitemap
from demo_site.views import IconView, SignInView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="channel_community:home"), name="start"),
    path("favicon.ico", IconView.as_view(), name="icon"),
    path("accounts/login/", SignInView.as_view(), name="account_login"),
    path("accounts/", include("allauth.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PagesSitemap}}, name="sitemap"),
    path("community/", include("channel_community.urls")),
]

if settings.DEMO_ACCOUNTS:
    # On one's own machine only: a web server hands out uploads in production.
    urlpatterns.append(re_path(r"^media/(?P<path>.+)$", serve, {"document_root": settings.MEDIA_ROOT}))

urlpatterns.append(path("", include(wagtail_urls)))

handler404 = "demo_site.views.not_found"
