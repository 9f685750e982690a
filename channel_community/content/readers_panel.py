"""Says in the page editor who may read the page, to those who cannot set it themselves."""

from __future__ import annotations

from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel
from wagtail.models import BaseViewRestriction

from channel_community.members.viewer import ANONYMOUS


class ReadersPanel(Panel):
    """Who reads the page, and whom to ask for a change. Who publishes has Wagtail's own control."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "channel_community/admin/readers_panel.html"

        def is_shown(self):
            return super().is_shown() and self._is_for_the_brand_to_set()

        def _is_for_the_brand_to_set(self) -> bool:
            page, user = self.instance, getattr(self.request, "user", None)
            if page.pk is None or user is None or not getattr(page, "community_partner", None):
                return False
            return not page.permissions_for_user(user).can_set_view_restrictions()

        def get_context_data(self, parent_context=None):
            return {**super().get_context_data(parent_context), "readers": readers_of(self.instance)}


def readers_of(page) -> str:
    """Who may read the page once it is published, in one sentence for each door in front of it."""
    from channel_community.content.doors import doors, with_groups  # noqa: PLC0415 - reads pages, which show this

    rows = list(with_groups(page.get_view_restrictions()).order_by("page__depth", "pk"))
    said = [_words(row, door) for row, door in zip(rows, doors(rows, ANONYMOUS), strict=True)]
    return " ".join(dict.fromkeys(said)) or _("Everybody may read this page once it is published.")


def _words(restriction: BaseViewRestriction, door) -> str:
    if restriction.restriction_type == BaseViewRestriction.LOGIN:
        return _("Only those who are signed in may read this page.")
    if restriction.restriction_type == BaseViewRestriction.PASSWORD:
        return _("Only those who know its password may read this page.")
    return f"{door.label}." if door.label else _("Only one group of people may read this page.")
