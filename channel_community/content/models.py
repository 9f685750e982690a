"""The shipped page types. They step aside when a site swaps Wagtail's base page: see ``content/pages.py``."""

from django.utils.translation import gettext_lazy as _

from channel_community import compat
from channel_community.content.kits.models import ContentKit, KitRollout, KitVersion

__all__ = ["ContentKit", "KitRollout", "KitVersion"]

if not compat.page_is_swapped():
    from wagtail.models import Page

    from channel_community.content.kits.pages import KitPageMixin
    from channel_community.content.pages import (
        PartnerArticlePageMixin,
        PartnerIndexPageMixin,
        PartnerPageMixin,
    )

    __all__ += ["PartnerArticlePage", "PartnerIndexPage", "PartnerKitPage", "PartnerPage"]

    class PartnerIndexPage(PartnerIndexPageMixin, Page):
        """The directory of partners."""

        template = PartnerIndexPageMixin.default_template
        content_panels = [*Page.content_panels, *PartnerIndexPageMixin.community_panels]
        search_fields = [*Page.search_fields, *PartnerIndexPageMixin.community_search_fields]
        subpage_types = ["channel_community.PartnerPage"]
        page_description = _("A directory of partners; their pages live under it.")

        class Meta:
            verbose_name = _("partner directory")
            verbose_name_plural = _("partner directories")

    class PartnerPage(PartnerPageMixin, Page):
        """A partner's own front page."""

        template = PartnerPageMixin.default_template
        content_panels = [*Page.content_panels, *PartnerPageMixin.partner_panels]
        search_fields = [*Page.search_fields, *PartnerPageMixin.partner_search_fields]
        parent_page_types = ["channel_community.PartnerIndexPage"]
        subpage_types = ["channel_community.PartnerArticlePage", "channel_community.PartnerKitPage"]
        page_description = _("A partner's own front page, in the partner's colours.")

        class Meta:
            verbose_name = _("partner page")
            verbose_name_plural = _("partner pages")

    class PartnerArticlePage(PartnerArticlePageMixin, Page):
        """Something a partner wrote, with the thread about it underneath."""

        template = PartnerArticlePageMixin.default_template
        content_panels = [*Page.content_panels, *PartnerArticlePageMixin.partner_panels]
        search_fields = [*Page.search_fields, *PartnerArticlePageMixin.partner_search_fields]
        parent_page_types = ["channel_community.PartnerPage"]
        subpage_types = []
        page_description = _("An article of a partner, with a discussion under it.")

        class Meta:
            verbose_name = _("partner article")
            verbose_name_plural = _("partner articles")

    class PartnerKitPage(KitPageMixin, Page):
        """A partner's copy of a kit: the brand's words, the partner's own in the slots."""

        template = KitPageMixin.default_template
        content_panels = [*Page.content_panels, *KitPageMixin.kit_panels]
        search_fields = [*Page.search_fields, *KitPageMixin.kit_search_fields]
        parent_page_types = ["channel_community.PartnerPage"]
        subpage_types = []
        page_description = _("The brand's own text with slots for yours: start it from Community > Kits.")

        class Meta:
            verbose_name = _("kit page")
            verbose_name_plural = _("kit pages")
