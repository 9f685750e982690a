"""Partners, in the Wagtail admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.views import generic

from channel_community.partners import actions
from channel_community.partners.admin_views import KeptView, KeptViewSet, SavesByAction
from channel_community.partners.columns import StateColumn
from channel_community.partners.enums import PartnerState
from channel_community.partners.kit_viewset import KitViewSet
from channel_community.partners.models import Partner

_CHANGES = {
    PartnerState.ACTIVE: actions.partner_reactivate,
    PartnerState.SUSPENDED: actions.partner_suspend,
    PartnerState.LEFT: actions.partner_leave,
}


class PartnerIndexView(generic.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("brand_kit")


class PartnerCreateView(SavesByAction, generic.CreateView):
    log_action = "wagtail.create"

    def by_action(self, instance, values):
        details = {
            name: values[name] for name in actions.PARTNER_FIELDS if name in values and name != "brand_kit"
        }
        return actions.partner_create(kit=values["brand_kit"], actor=self.actor, **details)


class PartnerEditView(SavesByAction, KeptView, generic.EditView):
    def by_action(self, instance, values):
        partner = Partner.objects.get(pk=instance.pk)
        partner = actions.partner_update(
            partner=partner, **{name: values[name] for name in actions.PARTNER_FIELDS if name in values}
        )
        change = _CHANGES[PartnerState(values["state"])]
        return change(partner=partner, actor=self.actor)


class PartnerViewSet(KeptViewSet):
    """Partners are suspended or leave; they are never deleted, because others talked with them."""

    model = Partner
    name = "community_partners"
    icon = "group"
    menu_label = gettext_lazy("Partners")
    menu_order = 100
    index_view_class = PartnerIndexView
    add_view_class = PartnerCreateView
    edit_view_class = PartnerEditView
    list_display = ["name", "region", "brand_kit", StateColumn("state", label=gettext_lazy("State"))]
    list_filter = ["state", "region"]
    search_fields = ["name", "slug", "region"]
    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("name"), FieldPanel("slug")]),
                FieldPanel("tagline"),
                FieldPanel("description"),
            ],
            heading=gettext_lazy("Who they are"),
        ),
        FieldRowPanel([FieldPanel("region"), FieldPanel("website")]),
        FieldRowPanel([FieldPanel("brand_kit"), FieldPanel("state")]),
    ]


viewsets = [PartnerViewSet(), KitViewSet()]
