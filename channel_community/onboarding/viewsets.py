"""Partners, in the Wagtail admin."""

from __future__ import annotations

import django_filters
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import NumberColumn

from channel_community.onboarding.panels import EDIT, ONBOARD, FrontColumn
from channel_community.onboarding.views import (
    PartnerCreateView,
    PartnerEditView,
    PartnerIndexView,
    PartnerStateView,
)
from channel_community.partners.admin_views import KeptViewSet
from channel_community.partners.columns import StateColumn
from channel_community.partners.models import Partner


class PartnerFilterSet(WagtailFilterSet):
    """By state, tier and the regions that there are."""

    region = django_filters.AllValuesFilter(label=_("Region"))

    class Meta:
        model = Partner
        fields = ["state", "tier", "region"]


class PartnerViewSet(KeptViewSet):
    """Partners are suspended or leave; they are never deleted, because others talked with them."""

    model = Partner
    name = "community_partners"
    icon = "group"
    menu_label = _("Partners")
    menu_order = 100
    index_view_class = PartnerIndexView
    add_view_class = PartnerCreateView
    edit_view_class = PartnerEditView
    list_display = [
        "name",
        "tier",
        "region",
        StateColumn("state", label=_("State"), sort_key="state"),
        NumberColumn("people", label=_("People"), sort_key="people"),
        FrontColumn("front", label=_("Page")),
    ]
    filterset_class = PartnerFilterSet
    search_fields = ["name", "slug", "region"]
    ordering = ["name", "pk"]
    edit_handler = EDIT

    @cached_property
    def _onboarding(self):
        return ONBOARD.bind_to_model(self.model)

    def get_add_view_kwargs(self, **kwargs):
        handler = self._onboarding
        return super().get_add_view_kwargs(panel=handler, form_class=handler.get_form_class(), **kwargs)

    @property
    def state_view(self):
        return self.construct_view(PartnerStateView)

    def get_urlpatterns(self):
        state = path("state/<int:pk>/<slug:change>/", self.state_view, name="state")
        return [*super().get_urlpatterns(), state]


viewsets = [PartnerViewSet()]
