"""What a partner's pages do, as abstract mixins.

A site that has its own base page, or wants its own page types, puts these in front of its base::

    class OurPartnerPage(PartnerPageMixin, OurBasePage):
        content_panels = [*OurBasePage.content_panels, *PartnerPageMixin.partner_panels]

The shipped classes in ``content/models.py`` do exactly that with Wagtail's own page.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import models
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.search import index

from channel_community.content.fields import SectionsField
from channel_community.content.front_rights import FrontPagePermissionTester
from channel_community.content.page_forms import CommunityPageForm
from channel_community.content.readers_panel import ReadersPanel
from channel_community.content.workflow_panel import ApprovalPanel
from channel_community.partners.enums import PartnerState
from channel_community.partners.models import Partner
from channel_community.partners.permissions import can_see
from channel_community.shell import page_context, request_viewer

TEMPLATES = "channel_community/content"

#: What a page shows beside its own fields: functions (page, request, viewer) -> dict, by type of page.
_sources: list[tuple[type, Callable]] = []


def adds_context(page_type: type) -> Callable[[Callable], Callable]:
    """Decorator: let `source(page, request, viewer)` add to the template context of pages of this type.

    Domains above and beside this one show their things on a partner's page this way.
    """

    def decorate(source: Callable) -> Callable:
        if (page_type, source) not in _sources:
            _sources.append((page_type, source))
        return source

    return decorate


def _closed_partners(request) -> set[int]:
    """Ids of the partners that are not active, read once for all pages of a sitemap."""
    found = getattr(request, "_community_closed", None)
    if found is None:
        found = set(Partner.objects.exclude(state=PartnerState.ACTIVE).values_list("pk", flat=True))
        if request is not None:
            request._community_closed = found
    return found


class CommunityShellMixin(models.Model):
    """A page of any kind in the community's shell and the partner's colours. It has no fields of its own."""

    #: The template used when the page's own (app/model_name.html) does not exist.
    default_template = f"{TEMPLATES}/page.html"

    class Meta:
        abstract = True

    @cached_property
    def community_partner(self):
        """The partner whose colours the page wears, or None."""
        return None

    def route(self, request, path_components):
        self._was_routed = True  # made for this request alone
        return super().route(request, path_components)

    def get_view_restrictions(self):
        """Wagtail's own, read once a request: its gate asks, and so does what the page says of itself."""
        if not getattr(self, "_was_routed", False):
            return super().get_view_restrictions()
        if not hasattr(self, "_restrictions"):
            self._restrictions = super().get_view_restrictions()
        return self._restrictions

    def get_template(self, request, *args, **kwargs):
        found = super().get_template(request, *args, **kwargs)
        return [*(found if isinstance(found, (list, tuple)) else [found]), self.default_template]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context.update(page_context(request, partner=self.community_partner))
        for page_type, source in _sources:
            if isinstance(self, page_type):
                context.update(source(self, request, context["viewer"]))
        return context

    def serve(self, request, *args, **kwargs):
        viewer, partner = request_viewer(request), self.community_partner
        if partner is not None and not can_see(viewer, partner):
            raise Http404
        if viewer.is_suspended and self.get_view_restrictions().exists():
            raise Http404  # suspended members keep their groups, and read what everybody may read
        return super().serve(request, *args, **kwargs)

    def get_sitemap_urls(self, request=None):
        """Nothing of partners that are not active, nor of a mirrored page, whose one address is another."""
        partner_id = (
            self.partner_id if hasattr(self, "partner_id") else getattr(self.community_partner, "pk", None)
        )
        if self.alias_of_id or partner_id in _closed_partners(request):
            return []
        return super().get_sitemap_urls(request)


class CommunityPageMixin(CommunityShellMixin):
    """Lead, hero image and sections, in the community's shell and the partner's colours."""

    lead = models.TextField(
        _("lead"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences under the title, also in previews."),
    )
    hero_image = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("large image"),
    )
    sections = SectionsField(blank=True, verbose_name=_("sections"))

    base_form_class = CommunityPageForm
    community_panels = [
        MultiFieldPanel(
            [
                FieldPanel(
                    "lead",
                    help_text=_(
                        "One or two sentences under the title, up to 400 characters. The first 150 or so "
                        "also stand in search results and where the page is shared."
                    ),
                ),
                FieldPanel(
                    "hero_image",
                    help_text=_(
                        "At least 1200 pixels wide, and clear of words. It carries no meaning alone."
                    ),
                ),
            ],
            heading=_("Opening"),
        ),
        FieldPanel("sections"),
    ]
    community_search_fields = [index.SearchField("lead"), index.SearchField("sections")]

    class Meta:
        abstract = True


class PartnerIndexPageMixin(CommunityPageMixin):
    """The directory of partners, in the brand's own colours."""

    default_template = f"{TEMPLATES}/partner_index_page.html"

    class Meta:
        abstract = True

    def route(self, request, path_components):
        """As Wagtail does, with one query instead of four where a partner's front page comes next."""
        if path_components and (front := self._front_called(path_components[0])):
            return front.route(request, path_components[1:])
        return super().route(request, path_components)

    def _front_called(self, slug: str):
        from channel_community.content.page_types import page_types  # noqa: PLC0415 - reads this module

        for model in page_types(PartnerPageMixin):
            rows = model.objects.child_of(self).filter(slug=slug).select_related("partner", "hero_image")
            if found := rows.first():
                return found
        return None


class PartnerPageMixin(CommunityPageMixin):
    """A partner's own front page."""

    partner = models.ForeignKey(
        "channel_community.Partner", on_delete=models.PROTECT, related_name="+", verbose_name=_("partner")
    )

    default_template = f"{TEMPLATES}/partner_page.html"
    partner_panels = [
        ApprovalPanel(),
        ReadersPanel(),
        FieldPanel("partner"),
        *CommunityPageMixin.community_panels,
    ]
    partner_search_fields = [index.FilterField("partner"), *CommunityPageMixin.community_search_fields]

    class Meta:
        abstract = True

    @cached_property
    def community_partner(self):
        return self.partner

    def permissions_for_user(self, user):
        return FrontPagePermissionTester(user, self)


class PartnerSubpageMixin(models.Model):
    """A page under a partner's front page. `partner` follows the page above it, whatever a request says."""

    partner = models.ForeignKey(
        "channel_community.Partner",
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("partner"),
    )
    published_on = models.DateField(_("date"), default=timezone.localdate)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self._follow_partner()
        return super().save(*args, **kwargs)

    @cached_property
    def community_partner(self):
        return self._partner_above() or (self.partner if self.partner_id else None)

    def _partner_above(self):
        """The partner of the page above, or None where that page has none (or there is no place yet)."""
        if not self.path or self.depth is None or self.depth < 2:
            return None
        parent = self.get_parent()
        return getattr(parent.specific, "community_partner", None) if parent else None

    def full_clean(self, *args, **kwargs):
        self._follow_partner()
        super().full_clean(*args, **kwargs)

    def _follow_partner(self):
        partner = self._partner_above()
        if partner is not None and partner.pk != self.partner_id:
            self.partner = partner


class PartnerArticlePageMixin(PartnerSubpageMixin, CommunityPageMixin):
    """Something a partner wrote, with the thread about it underneath."""

    author = models.ForeignKey(
        "channel_community.Member",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("author"),
    )
    discuss = models.BooleanField(
        _("discussion"), default=True, help_text=_("Show a thread about the article under it.")
    )

    default_template = f"{TEMPLATES}/partner_article_page.html"
    partner_panels = [
        ApprovalPanel(),
        ReadersPanel(),
        *CommunityPageMixin.community_panels,
        MultiFieldPanel(
            [
                FieldPanel("author", help_text=_("Whose name and picture stand under the title.")),
                FieldPanel("published_on", help_text=_("Shown under the title; the newest stand first.")),
                FieldPanel("discuss"),
            ],
            heading=_("About the article"),
        ),
    ]
    partner_search_fields = [
        index.FilterField("partner"),
        index.FilterField("published_on"),
        *CommunityPageMixin.community_search_fields,
    ]

    class Meta:
        abstract = True
