"""Where the brand writes a kit: Wagtail's own editor with drafts, preview, history and locks."""

from __future__ import annotations

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, PublishingPanel
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from channel_community.content.kits import actions, queries
from channel_community.content.kits.enums import RolloutKind
from channel_community.content.kits.models import ContentKit
from channel_community.partners.admin_views import KeptView


class KitForm(WagtailAdminModelForm):
    """The kit, and what a partner is told about the version that publishing makes."""

    note = forms.CharField(
        label=gettext_lazy("What changed"),
        required=False,
        max_length=actions.NOTE_LENGTH,
        help_text=gettext_lazy("One line that partners read when they are offered this version."),
    )


class NotesVersion:
    """Publishing keeps the line about what changed, and goes on to the versions."""

    def publish_action(self):
        answer = super().publish_action()
        version = self.object.versions.order_by("-number").first()
        if version:
            actions.kit_note(version=version, note=self.form.cleaned_data.get("note", ""))
        return answer

    def get_success_buttons(self):
        """Beside what Wagtail offers, the way to tell the partners, where that waits to be worked off."""
        found = super().get_success_buttons()
        version = self.object.versions.order_by("-number").first() if self.action == "publish" else None
        rollout = queries.rollout_of(version, RolloutKind.ANNOUNCE) if version else None
        if rollout is None:
            return found
        url = reverse("community_content_kits:rollout", args=[rollout.pk])
        return [*found, messages.button(url, _("Tell the partners now"))]

    def get_success_url(self):
        if self.action == "publish" and self.object.versions.exists():
            return reverse("community_content_kits:versions", args=[self.object.pk])
        return super().get_success_url()


class KitCreateView(NotesVersion, CreateView):
    pass


class KitEditView(NotesVersion, KeptView, EditView):
    pass


class ContentKitViewSet(SnippetViewSet):
    """Kits are kept: partners wear their versions."""

    model = ContentKit
    icon = "doc-full"
    admin_url_namespace = "community_kit_editor"
    url_prefix = "community/kit-editor"
    menu_item_is_registered = True
    add_view_class = KitCreateView
    edit_view_class = KitEditView
    copy_view_enabled = False
    list_display = ["name", "purpose", "auto_approve"]
    search_fields = ["name", "purpose"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel("name"), FieldPanel("purpose"), FieldPanel("auto_approve")],
                heading=gettext_lazy("What it is for"),
            ),
            FieldPanel("title"),
            FieldPanel("lead"),
            FieldPanel("sections"),
            FieldPanel("note"),
            PublishingPanel(),
        ],
        base_form_class=KitForm,
    )

    def get_common_view_kwargs(self, **kwargs):
        # Without its name no view offers the address of a view that is not there.
        return super().get_common_view_kwargs(**{"delete_url_name": None, **kwargs})

    def get_urlpatterns(self):
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "delete"]
