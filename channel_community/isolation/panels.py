"""The dashboard's panels with own pages only."""

from __future__ import annotations

from collections.abc import Callable

from wagtail.admin.views import home

from channel_community.isolation.own import has
from channel_community.isolation.space import Space

#: What a panel of Wagtail's shows, and how to get from an entry to its page.
_LISTS: dict[type, tuple[str, Callable]] = {
    home.WorkflowObjectsToModeratePanel: ("states", lambda entry: entry["obj"]),
    home.UserObjectsInWorkflowModerationPanel: ("workflow_states", lambda entry: entry.content_object),
    home.RecentEditsPanel: ("last_edits", lambda entry: entry[1]),
    home.LockedPagesPanel: ("locked_pages", lambda entry: entry),
}


def own_panel(panel, space: Space):
    """The panel with own pages only; None where nothing says which of its entries are theirs.

    A panel may say so itself: `is_for_partners = True` keeps it as it is.
    """
    if getattr(panel, "is_for_partners", False):
        return panel
    kind = next((kind for kind in _LISTS if isinstance(panel, kind)), None)
    if kind is None:
        return None
    key, page_of = _LISTS[kind]

    def own_context(parent_context):
        context = type(panel).get_context_data(panel, parent_context)
        context[key] = [entry for entry in context[key] if _is_own(page_of(entry), space)]
        return context

    panel.get_context_data = own_context
    return panel


def _is_own(page, space: Space) -> bool:
    return has(type(page), page.pk, space)
