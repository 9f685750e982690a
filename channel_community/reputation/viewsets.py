"""The ladder, in the Wagtail admin."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from channel_community.exceptions import Conflict
from channel_community.reputation.actions import level_removable
from channel_community.reputation.forms import LevelForm
from channel_community.reputation.models import Level


class LevelDeleteView(generic.DeleteView):
    """A level that somebody holds stays."""

    def form_valid(self, form) -> HttpResponse:
        try:
            level_removable(level=self.object)
        except Conflict as conflict:
            messages.error(self.request, conflict.detail)
            return redirect(self.get_success_url())
        return super().form_valid(form)


class LevelViewSet(ModelViewSet):
    """What members can reach, with how many points, and what it opens."""

    model = Level
    name = "community_levels"
    icon = "order"
    menu_label = gettext_lazy("Levels")
    menu_order = 700
    delete_view_class = LevelDeleteView
    list_display = ["name", "rank", "threshold", "description"]
    ordering = ["rank"]
    copy_view_enabled = False
    add_to_reference_index = False
    inspect_view_enabled = False

    def get_form_class(self, for_update=False):
        return LevelForm


viewsets = [LevelViewSet()]
