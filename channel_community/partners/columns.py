"""Columns of the admin's listings."""

from wagtail.admin.ui.tables import Column

from channel_community.partners.kits import palette_of


class PaletteColumn(Column):
    """A kit's accent with the words on it, on light and on dark."""

    cell_template_name = "channel_community/admin/kit_palette.html"

    def get_value(self, instance):
        return palette_of(instance)


class StateColumn(Column):
    """Whether a partner's space is open."""

    cell_template_name = "channel_community/admin/partner_state.html"
