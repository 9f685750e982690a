"""Brand kits, in the Wagtail admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.views import generic

from channel_community.partners import actions
from channel_community.partners.admin_views import KeptView, KeptViewSet, SavesByAction
from channel_community.partners.columns import PaletteColumn
from channel_community.partners.models import BrandKit


class SavesKit(SavesByAction):
    def by_action(self, instance, values):
        return actions.kit_save(kit=instance, **{name: values[name] for name in actions.KIT_FIELDS})


class KitCreateView(SavesKit, generic.CreateView):
    log_action = "wagtail.create"


class KitEditView(SavesKit, KeptView, generic.EditView):
    pass


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
