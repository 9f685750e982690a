"""Partners and their brand kits, in the Wagtail admin."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log

from channel_community.exceptions import Invalid
from channel_community.members.actions import member_ensure
from channel_community.partners import actions
from channel_community.partners.columns import PaletteColumn, StateColumn
from channel_community.partners.enums import PartnerState
from channel_community.partners.models import BrandKit, Partner

_CHANGES = {
    PartnerState.ACTIVE: actions.partner_reactivate,
    PartnerState.SUSPENDED: actions.partner_suspend,
    PartnerState.LEFT: actions.partner_leave,
}


class SavesByAction:
    """A create or edit view that saves through the domain's own action, and shows its refusal in the form."""

    log_action = "wagtail.edit"

    def by_action(self, instance, values: dict):
        """Save, and return the instance."""
        raise NotImplementedError

    def save_instance(self):
        instance = self.by_action(self.form.instance, self.form.cleaned_data)
        self.has_content_changes = self.form.has_changed()
        log(instance, self.log_action, user=self.request.user, content_changed=self.has_content_changes)
        return instance

    def form_valid(self, form) -> HttpResponse:
        try:
            return super().form_valid(form)
        except Invalid as refused:
            form.add_error(None, ValidationError(str(refused.detail)))
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)

    @cached_property
    def actor(self):
        return member_ensure(user=self.request.user)


class KeptView:
    """An edit view without copying and deleting: both would leave what others hold without its owner."""

    def get_delete_url(self):
        return None

    def get_copy_url(self):
        return None


class SavesKit(SavesByAction):
    def by_action(self, instance, values):
        return actions.kit_save(kit=instance, **{name: values[name] for name in actions.KIT_FIELDS})


class KitCreateView(SavesKit, generic.CreateView):
    log_action = "wagtail.create"


class KitEditView(SavesKit, KeptView, generic.EditView):
    pass


class PartnerIndexView(generic.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("brand_kit")


class PartnerCreateView(SavesByAction, generic.CreateView):
    log_action = "wagtail.create"

    def by_action(self, instance, values):
        details = {name: values[name] for name in actions.PARTNER_FIELDS if name != "brand_kit"}
        return actions.partner_create(kit=values["brand_kit"], actor=self.actor, **details)


class PartnerEditView(SavesByAction, KeptView, generic.EditView):
    def by_action(self, instance, values):
        partner = Partner.objects.get(pk=instance.pk)
        partner = actions.partner_update(
            partner=partner, **{name: values[name] for name in actions.PARTNER_FIELDS}
        )
        change = _CHANGES[PartnerState(values["state"])]
        return change(partner=partner, actor=self.actor)


class KeptViewSet(ModelViewSet):
    """A model viewset whose rows are neither deleted nor copied."""

    copy_view_enabled = False
    add_to_reference_index = False
    search_backend_name = None

    def get_common_view_kwargs(self, **kwargs):
        # Without its name no view offers the address of a view that is not there.
        return super().get_common_view_kwargs(**{"delete_url_name": None, **kwargs})

    def get_urlpatterns(self):
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in {"delete", "copy"}]


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


class KitViewSet(KeptViewSet):
    """Logo, colours and type, of the brand and of partners."""

    model = BrandKit
    name = "community_kits"
    icon = "sliders"
    menu_label = gettext_lazy("Brand kits")
    menu_order = 200
    add_view_class = KitCreateView
    edit_view_class = KitEditView
    list_display = [
        "name",
        PaletteColumn("palette", label=gettext_lazy("Colours")),
        "typeface",
        DateColumn("updated_at", label=gettext_lazy("Updated")),
    ]
    list_export = ["name", "accent", "accent_dark", "secondary", "typeface", "corner"]
    search_fields = ["name"]
    ordering = ["name"]
    panels = [
        FieldPanel("name"),
        MultiFieldPanel(
            [
                HelpPanel(
                    content=gettext_lazy(
                        "Colours of text, links and quiet backgrounds are worked out from the accent, "
                        "so that they can be read on light and on dark."
                    )
                ),
                FieldRowPanel([FieldPanel("accent"), FieldPanel("accent_dark"), FieldPanel("secondary")]),
            ],
            heading=gettext_lazy("Colours"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("logo_light"), FieldPanel("logo_dark")])],
            heading=gettext_lazy("Logo"),
        ),
        FieldRowPanel([FieldPanel("typeface"), FieldPanel("corner")]),
    ]


viewsets = [PartnerViewSet(), KitViewSet()]
