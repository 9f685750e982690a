"""The live preview under the form of a brand kit."""

from __future__ import annotations

from django.forms import Media
from django.forms.widgets import Script
from django.urls import reverse
from wagtail.admin.panels import Panel

from channel_community.partners.models import BrandKit
from channel_community.partners.preview import PARTS, WIDTHS
from channel_community.partners.preview_views import LABELS, frames_of


class KitPreviewPanel(Panel):
    """Frames of what the form holds now. Without scripts, a button opens them all on a page of their own."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "channel_community/admin/kit_preview/panel.html"

        @property
        def media(self):
            return Media(
                js=[Script("channel_community/js/kit-preview.js", type="module")],
                css={"all": ["channel_community/css/kit-preview.css"]},
            )

        @property
        def shown(self) -> BrandKit:
            """The kit to begin with: the form's, or the saved one where the form was refused."""
            if not self.form.errors:
                return self.instance
            return BrandKit.objects.filter(pk=self.instance.pk).first() or BrandKit()

        def get_context_data(self, parent_context=None):
            return {
                **super().get_context_data(parent_context),
                "preview_url": reverse("community_kits:preview"),
                "kit": self.instance,
                "parts": [(part, LABELS[part]) for part in PARTS],
                "widths": [(width, LABELS[width]) for width in WIDTHS],
                "frames": frames_of(self.shown),
            }
