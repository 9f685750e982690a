"""Brand kits, in the Wagtail admin."""

from __future__ import annotations

from django.contrib import messages
from django.forms import TextInput
from django.urls import path
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.views import generic

from channel_community.partners import actions
from channel_community.partners.admin_views import KeptView, KeptViewSet, SavesByAction
from channel_community.partners.advice import advice_for
from channel_community.partners.columns import PaletteColumn
from channel_community.partners.models import BrandKit
from channel_community.partners.preview_panel import KitPreviewPanel
from channel_community.partners.preview_views import KitFrameView, KitPreviewView, KitTokensView


class SavesKit(SavesByAction):
    def by_action(self, instance, values):
        kit = actions.kit_save(kit=instance, **{name: values[name] for name in actions.KIT_FIELDS})
        for advice in advice_for(kit):
            messages.warning(self.request, advice.message)
        return kit

    def form_invalid(self, form):
        """A refused logo leaves the form: the chooser would draw it, and a broken picture breaks the page."""
        form.data = form.data.copy()
        for name in ("logo_light", "logo_dark"):
            if name in form.errors:
                form.data[name] = ""
        return super().form_invalid(form)


class KitCreateView(SavesKit, generic.CreateView):
    log_action = "wagtail.create"


class KitEditView(SavesKit, KeptView, generic.EditView):
    pass


def _colour(name: str) -> FieldPanel:
    """A colour as text; scripts put the browser's own colour control beside it."""
    attrs = {"data-kit-colour": "", "maxlength": 7, "spellcheck": "false", "placeholder": "#0b6e4f"}
    return FieldPanel(name, widget=TextInput(attrs=attrs))


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
                FieldRowPanel([_colour("accent"), _colour("accent_dark"), _colour("secondary")]),
            ],
            heading=gettext_lazy("Colours"),
        ),
        MultiFieldPanel(
            [
                HelpPanel(
                    content=gettext_lazy(
                        "PNG or WebP with a transparent background, at least 400 pixels wide. "
                        "Without a logo on dark, the one on light stands on a light chip."
                    )
                ),
                FieldRowPanel([FieldPanel("logo_light"), FieldPanel("logo_dark")]),
            ],
            heading=gettext_lazy("Logo"),
        ),
        FieldRowPanel([FieldPanel("typeface"), FieldPanel("corner")]),
        KitPreviewPanel(heading=gettext_lazy("Preview")),
    ]

    def get_urlpatterns(self):
        preview = self.construct_view(KitPreviewView, form_class=self.get_form_class(for_update=True))
        return [
            *super().get_urlpatterns(),
            path("preview/", preview, name="preview"),
            path(
                "preview/<slug:part>/<slug:scheme>/",
                self.construct_view(KitFrameView),
                name="preview_frame",
            ),
            path("preview/tokens.css", self.construct_view(KitTokensView), name="preview_tokens"),
        ]
