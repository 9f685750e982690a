"""Boards, in the Wagtail admin."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, DateColumn, NumberColumn
from wagtail.admin.views import generic

from channel_community.discussions.enums import Access
from channel_community.discussions.models import Board
from channel_community.partners.admin_views import KeptView, KeptViewSet


class BoardForm(WagtailAdminModelForm):
    """Says which field the group rule is about."""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("access") == Access.GROUP and not cleaned.get("group"):
            self.add_error("group", _("Choose the group or level that may read this board."))
        return cleaned


class BoardIndexView(generic.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("partner")


class BoardEditView(KeptView, generic.EditView):
    pass


class BoardViewSet(KeptViewSet):
    """A board is closed, not deleted: people talked there."""

    model = Board
    name = "community_boards"
    icon = "comment"
    menu_label = gettext_lazy("Boards")
    menu_order = 300
    index_view_class = BoardIndexView
    edit_view_class = BoardEditView
    list_display = [
        "title",
        "partner",
        "access",
        NumberColumn("thread_count", label=gettext_lazy("Threads")),
        DateColumn("last_post_at", label=gettext_lazy("Last post")),
        BooleanColumn("is_closed", label=gettext_lazy("Closed")),
    ]
    list_filter = ["partner", "access", "is_closed"]
    search_fields = ["title", "description"]
    ordering = ["position", "title"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("title"), FieldPanel("slug")]), FieldPanel("description")],
                heading=gettext_lazy("What it is for"),
            ),
            FieldPanel("partner"),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("access"), FieldPanel("group")])],
                heading=gettext_lazy("Who may read"),
            ),
            FieldRowPanel([FieldPanel("position"), FieldPanel("is_closed")]),
        ],
        base_form_class=BoardForm,
    )


viewsets = [BoardViewSet()]
