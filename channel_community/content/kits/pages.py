"""A partner's copy of a kit, as an abstract mixin; the shipped class is in ``content/models.py``."""

from __future__ import annotations

from django.db import models
from django.http import Http404
from django.utils.functional import cached_property, classproperty
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from channel_community.content.kits.approval import publishing_at_once
from channel_community.content.kits.fields import SlotValuesField
from channel_community.content.kits.models import KitVersion
from channel_community.content.kits.panels import KitPanel
from channel_community.content.kits.render import effective_version, shown_parts, words_of
from channel_community.content.pages import TEMPLATES, CommunityShellMixin, PartnerSubpageMixin
from channel_community.content.workflow_panel import ApprovalPanel


class KitPageMixin(PartnerSubpageMixin, CommunityShellMixin):
    """A page that wears a kit: it stores which version, and what the partner put into the slots.

    `values` maps the id of a slot to what stands in it. A value whose slot is gone from the version stays
    here as an orphan. Locked parts come from the version alone, so no request can alter them. Which version
    a copy wears is a fact about the page, not about a draft: going back to an older draft keeps the version.
    """

    kit = models.ForeignKey(
        "channel_community.ContentKit",
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("kit"),
    )
    version = models.ForeignKey(
        "channel_community.KitVersion",
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("version"),
    )
    values = SlotValuesField(_("slots"), default=dict, blank=True)

    default_template = f"{TEMPLATES}/kit_page.html"
    kit_panels: list = [ApprovalPanel(), KitPanel()]
    kit_search_fields = [
        index.FilterField("partner"),
        index.FilterField("published_on"),
        index.FilterField("kit"),
        index.SearchField("kit_words"),
    ]

    class Meta:
        abstract = True

    @classproperty
    def base_form_class(cls):
        """The form of the editor; it needs every model, so it is imported when it is asked for."""
        return import_string("channel_community.content.kits.forms.KitPageForm")

    @cached_property
    def effective_version(self) -> KitVersion:
        """The version that readers get now."""
        return effective_version(self)

    @property
    def is_recalled(self) -> bool:
        """Whether the brand took the version that readers would get off the air."""
        return self.effective_version.recalled_at is not None

    @property
    def publishes_at_once(self) -> bool:
        """Whether an edit inside the slots goes live unapproved; one taken off air does not."""
        is_new_or_live = self.live or self.first_published_at is None
        return self.kit.auto_approve and is_new_or_live and not self.is_recalled

    @property
    def lead(self) -> str:
        """The brand's lead, as on the other pages."""
        return self.effective_version.lead

    @property
    def kit_words(self) -> str:
        """What search finds on it."""
        return words_of(self.effective_version, self.values or {})

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["parts"] = shown_parts(self.effective_version, self.values or {}, context)
        return context

    def serve(self, request, *args, **kwargs):
        if self.is_recalled:
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_sitemap_urls(self, request=None):
        return [] if self.is_recalled else super().get_sitemap_urls(request)

    @classmethod
    def get_indexed_objects(cls):
        return super().get_indexed_objects().exclude(version__recalled_at__isnull=False)

    def get_workflow(self):
        found = super().get_workflow()
        return publishing_at_once(found) if found and self.kit.auto_approve else found

    def with_content_json(self, content):
        page = super().with_content_json(content)
        page.kit_id, page.version_id = self.kit_id, self.version_id
        return page

    def save(self, *args, **kwargs):
        self._keep_version()
        return super().save(*args, **kwargs)

    def _keep_version(self):
        """A version moves by `kit_accept` and rollouts alone; an editor saving meanwhile does not undo it."""
        if self.pk and not self._state.adding:
            stored = type(self)._base_manager.filter(pk=self.pk).values_list("kit_id", "version_id").first()
            if stored:
                self.kit_id, self.version_id = stored
