"""Webinars in the Wagtail admin: a listing with filters, and a form that goes through the same actions."""

from __future__ import annotations

import django_filters
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from channel_community.exceptions import CommunityError
from channel_community.members.actions import member_ensure
from channel_community.partners.models import Partner
from channel_community.permissions import Answer
from channel_community.shell import request_viewer
from channel_community.webinars import actions, permissions, queries
from channel_community.webinars.cards import zoned
from channel_community.webinars.enums import WebinarState
from channel_community.webinars.forms import EditForm
from channel_community.webinars.models import Webinar


class WebinarFilter(WagtailFilterSet):
    state = django_filters.ChoiceFilter(choices=WebinarState.choices, label=gettext_lazy("State"))
    partner = django_filters.ModelChoiceFilter(queryset=Partner.objects.all(), label=gettext_lazy("Partner"))

    class Meta:
        model = Webinar
        fields = ["state", "partner"]


class StartColumn(Column):
    """The start on the host's clock, with the zone."""

    def get_value(self, instance):
        return zoned(instance.starts_at, instance.timezone).label


class SeatsColumn(Column):
    """How many of how many seats are taken."""

    def get_value(self, instance):
        taken, capacity = instance.seats_taken, instance.capacity
        if capacity is None:
            return ngettext("%(taken)d seat taken", "%(taken)d seats taken", taken) % {"taken": taken}
        return _("%(taken)d of %(capacity)d") % {"taken": taken, "capacity": capacity}


class WebinarIndexView(generic.IndexView):
    """Every webinar that the viewer may know of, the latest start first."""

    any_permission_required = ["change", "view"]
    filterset_class = WebinarFilter
    default_ordering = "-starts_at"

    @property
    def columns(self):
        return [
            TitleColumn("title", label=_("Title"), get_url=self.get_edit_url, sort_key="title"),
            Column("host", label=_("Host")),
            Column("partner", label=_("Partner")),
            StartColumn("starts_at", label=_("Start"), sort_key="starts_at"),
            SeatsColumn("seats_taken", label=_("Seats"), sort_key="seats_taken"),
            Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        ]

    def get_base_queryset(self):
        return queries.visible_to(request_viewer(self.request)).select_related("host", "partner")

    def get_add_url(self):
        return reverse("channel_community:webinar_propose")

    def get_copy_url(self, instance):
        return None

    def get_delete_url(self, instance):
        return None


class WebinarEditView(generic.EditView):
    """The site's own form; who changes another person's webinar says why."""

    def get_object(self, queryset=None):
        viewer = request_viewer(self.request)
        webinar = get_object_or_404(queries.visible_to(viewer), pk=self.object_pk)
        if permissions.editing(viewer, webinar) not in {Answer.ALLOWED, Answer.REASON}:
            raise PermissionDenied
        return webinar

    def get_form_kwargs(self):
        answer = permissions.editing(request_viewer(self.request), self.object)
        return {
            "data": self.request.POST if self.request.method == "POST" else None,
            "webinar": self.object,
            "needs_reason": answer is Answer.REASON,
        }

    def form_valid(self, form) -> HttpResponse:
        try:
            self.object = actions.webinar_update(
                webinar=self.object, actor=member_ensure(user=self.request.user), **form.arguments()
            )
        except CommunityError as error:
            form.show(error)
            return self.form_invalid(form)
        self.form = form
        return self.save_action()

    def form_invalid(self, form) -> HttpResponse:
        self.produced_error_message = self.get_error_message()
        return super().form_invalid(form)

    def get_copy_url(self):
        return None

    def get_delete_url(self):
        return None

    def get_history_url(self):
        return None

    def get_usage_url(self):
        return None


class WebinarViewSet(ModelViewSet):
    """Listing and editing. A webinar is called off on its own page, never deleted: people hold seats."""

    model = Webinar
    name = "community_webinars"
    icon = "calendar-alt"
    menu_label = gettext_lazy("Webinars")
    menu_order = 400
    index_view_class = WebinarIndexView
    edit_view_class = WebinarEditView
    filterset_class = WebinarFilter
    search_fields = ["title", "summary", "host__name"]
    search_backend_name = None
    form_fields = []
    add_to_reference_index = False
    copy_view_enabled = False

    def get_edit_view_kwargs(self, **kwargs):
        return {**super().get_edit_view_kwargs(**kwargs), "panel": None, "form_class": EditForm}

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("edit/<int:pk>/", self.edit_view, name="edit"),
        ]


viewsets = [WebinarViewSet()]
