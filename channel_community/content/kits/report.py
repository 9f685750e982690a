"""Adoption: which partner wears which version of which kit, and how it stands."""

from __future__ import annotations

import django_filters
import swapper
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from channel_community.content.kits import permissions, queries
from channel_community.content.kits.enums import CopyState
from channel_community.content.kits.models import ContentKit
from channel_community.partners.models import Partner
from channel_community.shell import request_viewer

Page = swapper.load_model("wagtailcore", "Page")

#: Columns that a narrow screen leaves out: the copy, its partner and how it stands come first.
WIDE = "cc-kit-wide"
_STATES = {
    CopyState.LIVE: lambda: Q(live=True) & ~Q(pk__in=queries.copy_ids(queries.recalled())),
    CopyState.DRAFT: lambda: Q(live=False) & ~Q(pk__in=queries.copy_ids(queries.recalled())),
    CopyState.BEHIND: lambda: Q(pk__in=queries.copy_ids(queries.behind())),
    CopyState.RECALLED: lambda: Q(pk__in=queries.copy_ids(queries.recalled())),
}


class CopyColumn(TitleColumn):
    """The copy's title; it brings what makes the table fit a narrow screen."""

    class Media:
        css = {"all": ["channel_community/css/admin/kits.css"]}


class AdoptionFilter(WagtailFilterSet):
    """By kit, by partner, by how the copy stands."""

    kit = django_filters.ModelChoiceFilter(
        queryset=ContentKit.objects.order_by("name"), label=gettext_lazy("Kit"), method="by_kit"
    )
    partner = django_filters.ModelChoiceFilter(
        queryset=Partner.objects.order_by("name"), label=gettext_lazy("Partner"), method="by_partner"
    )
    state = django_filters.ChoiceFilter(
        choices=CopyState.choices, label=gettext_lazy("State"), method="by_state"
    )

    class Meta:
        model = Page
        fields = ["kit", "partner", "state"]

    def by_kit(self, pages, name, kit):
        return pages.filter(pk__in=queries.copy_ids(Q(kit=kit)))

    def by_partner(self, pages, name, partner):
        return pages.filter(pk__in=queries.copy_ids(Q(partner=partner)))

    def by_state(self, pages, name, state):
        return pages.filter(_STATES[CopyState(state)]())


class AdoptionView(ReportView):
    """Every copy, one line each, newest change first; as a file too."""

    page_title = gettext_lazy("Kits: adoption")
    header_icon = "doc-full"
    index_url_name = "community_content_kits:adoption"
    index_results_url_name = "community_content_kits:adoption_results"
    filterset_class = AdoptionFilter
    is_searchable = False
    default_ordering = "-latest_revision_created_at"
    paginate_by = 50
    columns = [
        CopyColumn(
            "title",
            label=gettext_lazy("Copy"),
            accessor="title",
            classname="title cc-kit-title",
            get_url=lambda copy: reverse("wagtailadmin_pages:edit", args=[copy.pk]),
        ),
        Column("partner_name", label=gettext_lazy("Partner")),
        Column("kit_name", label=gettext_lazy("Kit"), classname=WIDE),
        Column("version_number", label=gettext_lazy("Version"), classname=WIDE),
        Column("state_label", label=gettext_lazy("State")),
        Column("behind_label", label=gettext_lazy("Behind"), classname=WIDE),
    ]
    list_export = ["title", "partner_name", "kit_name", "version_number", "state_label", "versions_behind"]
    export_headings = {
        "title": gettext_lazy("Copy"),
        "partner_name": gettext_lazy("Partner"),
        "kit_name": gettext_lazy("Kit"),
        "version_number": gettext_lazy("Version"),
        "state_label": gettext_lazy("State"),
        "versions_behind": gettext_lazy("Versions behind"),
    }

    def dispatch(self, request, *args, **kwargs):
        if not permissions.can_direct(request_viewer(request)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_filename(self):
        return "kit-adoption"

    def get_base_queryset(self):
        return Page.objects.filter(pk__in=queries.copy_ids()).order_by(self.default_ordering, "pk")

    def get_queryset(self):
        return self.get_base_queryset()

    def get_breadcrumbs_items(self):
        first = {"url": reverse("community_content_kits:index"), "label": _("Kits")}
        return [*self.breadcrumbs_items[:1], first, {"url": "", "label": _("Adoption")}]

    def get_table(self, object_list):
        return super().get_table(described(object_list))

    def decorate_paginated_queryset(self, object_list):
        return described(object_list) if self.is_export else object_list


def described(pages) -> list:
    """The copies behind these pages, in their order, with what the report shows of each; few queries."""
    ids = [page.pk for page in pages]
    found: dict[int, object] = {}
    for model in queries.copy_types():
        found.update(model.objects.select_related("partner", "kit", "version").in_bulk(ids))
    off_air = queries.off_air_ids(ids)
    newest = queries.newest_numbers()
    return [_with_facts(found[pk], newest, off_air) for pk in ids if pk in found]


def _with_facts(copy, newest: dict[int, int], off_air: set[int]):
    behind = max(0, newest.get(copy.kit_id, 0) - copy.version.number)
    is_off_air = copy.pk in off_air
    state = CopyState.LIVE if copy.live else CopyState.DRAFT
    copy.partner_name, copy.kit_name = copy.partner.name, copy.kit.name
    copy.version_number, copy.versions_behind = copy.version.number, behind
    copy.state_label = _("Recalled: off air") if is_off_air else str(state.label)
    if is_off_air and not behind:
        copy.behind_label = _("Put it back from the kit's versions, or publish a newer one")
        return copy
    words = ngettext("%(n)d version behind", "%(n)d versions behind", behind)
    none_left = _("Off air until a newer version") if copy.pk in off_air else _("Up to date")
    copy.behind_label = words % {"n": behind} if behind else none_left
    return copy
