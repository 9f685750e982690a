"""Kits in the community's menu, and the addresses of their pages."""

from __future__ import annotations

from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from channel_community.content.kits import admin_views as views
from channel_community.content.kits import copy_views, permissions
from channel_community.content.kits.enums import RolloutKind
from channel_community.content.kits.report import AdoptionView
from channel_community.shell import request_viewer


class KitsMenuItem(MenuItem):
    """Shown to the brand, and to a partner's staff."""

    def is_shown(self, request):
        return permissions.can_use(request_viewer(request))


class KitsViewSet(ViewSet):
    """One place for both sides: partners take kits there, the brand directs them."""

    name = "community_content_kits"
    url_prefix = "community/kits"
    icon = "doc-full"
    menu_label = gettext_lazy("Kits")
    menu_order = 150

    @cached_property
    def menu_item_class(self):
        return KitsMenuItem

    def get_urlpatterns(self):
        force = views.DecreeView.as_view(kind=RolloutKind.FORCE)
        recall = views.DecreeView.as_view(kind=RolloutKind.RECALL)
        reinstate = views.DecreeView.as_view(kind=RolloutKind.REINSTATE)
        return [
            path("", views.KitIndexView.as_view(), name="index"),
            path("<int:kit_id>/adopt/", views.AdoptView.as_view(), name="adopt"),
            path("<int:kit_id>/versions/", views.VersionsView.as_view(), name="versions"),
            path("copies/<int:page_id>/", copy_views.UpgradeView.as_view(), name="upgrade"),
            path("versions/<int:version_id>/force/", force, name="force"),
            path("versions/<int:version_id>/recall/", recall, name="recall"),
            path("versions/<int:version_id>/reinstate/", reinstate, name="reinstate"),
            path("versions/<int:version_id>/announce/", views.AnnounceView.as_view(), name="announce"),
            path("rollouts/<int:rollout_id>/", copy_views.RolloutView.as_view(), name="rollout"),
            path(
                "rollouts/<int:rollout_id>/step/", copy_views.RolloutStepView.as_view(), name="rollout_step"
            ),
            path("adoption/", AdoptionView.as_view(), name="adoption"),
            path("adoption/results/", AdoptionView.as_view(results_only=True), name="adoption_results"),
        ]


viewsets = [KitsViewSet()]
