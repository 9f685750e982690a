"""What partners are sorted by and how they look, in the Wagtail admin. They themselves: see `onboarding`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, TitleFieldPanel
from wagtail.admin.ui.tables import NumberColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.slug import SlugInput

from channel_community.partners.kit_viewset import KitViewSet
from channel_community.partners.models import PartnerTier, Speciality


def slug_input() -> SlugInput:
    """Wagtail's own widget, kept to the letters that our slugs are made of."""
    return SlugInput(attrs={"data-w-slug-allow-unicode-value": "false"})


class TierViewSet(ModelViewSet):
    """How far partners can come in the brand's programme."""

    model = PartnerTier
    name = "community_tiers"
    icon = "order"
    menu_label = gettext_lazy("Tiers")
    menu_order = 120
    add_to_reference_index = False
    search_backend_name = None
    copy_view_enabled = False
    list_display = ["name", NumberColumn("rank", label=gettext_lazy("Rank"), sort_key="rank")]
    search_fields = ["name"]
    ordering = ["-rank", "name"]
    panels = [
        FieldRowPanel([TitleFieldPanel("name", targets=["slug"]), FieldPanel("slug", widget=slug_input())]),
        FieldPanel("rank"),
    ]


class SpecialityViewSet(ModelViewSet):
    """What partners are good at."""

    model = Speciality
    name = "community_specialities"
    icon = "tag"
    menu_label = gettext_lazy("Specialities")
    menu_order = 140
    add_to_reference_index = False
    search_backend_name = None
    copy_view_enabled = False
    list_display = ["name", "slug"]
    search_fields = ["name"]
    ordering = ["name"]
    panels = [
        FieldRowPanel([TitleFieldPanel("name", targets=["slug"]), FieldPanel("slug", widget=slug_input())])
    ]


viewsets = [TierViewSet(), SpecialityViewSet(), KitViewSet()]
