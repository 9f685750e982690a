"""The deliveries that need a look, in the Wagtail admin."""

from __future__ import annotations

import django_filters
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from channel_community.events import dispatch
from channel_community.events.dispatch import Outcome
from channel_community.events.enums import Trouble
from channel_community.events.models import Delivery
from channel_community.events.queries import troubled_deliveries

PERMISSION = "channel_community.change_delivery"


class TroubleFilter(WagtailFilterSet):
    trouble = django_filters.ChoiceFilter(choices=Trouble.choices, label=gettext_lazy("State"))
    subscriber = django_filters.AllValuesFilter(label=gettext_lazy("Subscriber"))

    class Meta:
        model = Delivery
        fields = ["trouble", "subscriber"]


class EventColumn(Column):
    """The event in words, and what it is about."""

    cell_template_name = "channel_community/admin/delivery_event.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        context["object_name"] = instance.event.object_type.rpartition(".")[2]
        return context


class StateColumn(Column):
    """The trouble, how often it was tried, and what went wrong."""

    cell_template_name = "channel_community/admin/delivery_state.html"

    def get_value(self, instance):
        return Trouble(instance.trouble)


class NextTryColumn(DateColumn):
    """When it is tried again by itself; a dead letter is not."""

    def get_value(self, instance):
        return None if instance.dead_at else super().get_value(instance)


class RetryColumn(Column):
    """A button that treats the delivery now."""

    cell_template_name = "channel_community/admin/delivery_retry.html"

    def __init__(self, *args, url_name: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.url_name = url_name

    def get_value(self, instance):
        return reverse(self.url_name, args=[instance.pk])

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        context["csrf_token"] = get_token(parent_context["request"])
        return context


class DeliveryIndexView(generic.IndexView):
    """Dead, failing and late deliveries. There is nothing to add, edit or delete."""

    any_permission_required = ["change"]
    filterset_class = TroubleFilter
    page_title = gettext_lazy("Event deliveries")
    page_subtitle = gettext_lazy("dead, failing or late")
    retry_url_name = "community_deliveries:retry"

    @property
    def columns(self):
        return [
            EventColumn("event", label=_("Event")),
            Column("subscriber", label=_("Subscriber"), sort_key="subscriber"),
            StateColumn("trouble", label=_("State")),
            NumberColumn("attempts", label=_("Attempts"), sort_key="attempts"),
            NextTryColumn("due_at", label=_("Next try"), sort_key="due_at"),
            RetryColumn("retry", label=_("Action"), url_name=self.retry_url_name),
        ]

    def get_base_queryset(self):
        return troubled_deliveries()

    def get_add_url(self):
        return None

    def get_edit_url(self, instance):
        return None

    def get_copy_url(self, instance):
        return None

    def get_delete_url(self, instance):
        return None


@method_decorator(require_POST, name="dispatch")
class RetryView(View):
    """Revive one delivery and treat it at once."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        delivery = get_object_or_404(Delivery, pk=pk)
        dispatch.revive(delivery)
        outcome = dispatch.deliver(delivery.pk)
        delivery.refresh_from_db()
        if outcome is Outcome.DONE or delivery.done_at:
            messages.success(request, _("Done: “%(subscriber)s” has treated it.") % _names(delivery))
        elif outcome is Outcome.TAKEN:
            messages.warning(request, _("Another process is treating it at this moment."))
        else:
            messages.error(request, _("It failed again. %(error)s") % _names(delivery))
        return redirect("community_deliveries:index")


class DeliveryViewSet(ModelViewSet):
    """Listing and retry; the other views of a model viewset are left out."""

    model = Delivery
    name = "community_deliveries"
    icon = "resubmit"
    menu_label = gettext_lazy("Event deliveries")
    menu_order = 800
    index_view_class = DeliveryIndexView
    filterset_class = TroubleFilter
    search_fields = ["event__name", "subscriber", "last_error"]
    search_backend_name = None
    form_fields = []
    add_to_reference_index = False
    copy_view_enabled = False

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/retry/", RetryView.as_view(), name="retry"),
        ]


def _names(delivery: Delivery) -> dict[str, str]:
    return {"subscriber": delivery.subscriber, "error": delivery.last_error}


viewsets = [DeliveryViewSet()]
