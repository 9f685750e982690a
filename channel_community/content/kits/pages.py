"""A partner's copy of a kit, as an abstract mixin; the shipped class is in ``content/models.py``."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from channel_community.content.pages import TEMPLATES, CommunityShellMixin, PartnerSubpageMixin


class KitPageMixin(PartnerSubpageMixin, CommunityShellMixin):
    """A page that wears a kit: it stores which version, and what the partner put into the slots.

    `values` maps the id of a slot to what stands in it. A value whose slot is gone from the version stays
    here as an orphan. Locked parts come from the version alone, so no request can alter them.
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
    values = models.JSONField(_("slots"), default=dict, blank=True)

    default_template = f"{TEMPLATES}/kit_page.html"
    kit_panels: list = []
    kit_search_fields = [
        index.FilterField("partner"),
        index.FilterField("published_on"),
        index.FilterField("kit"),
    ]

    class Meta:
        abstract = True
