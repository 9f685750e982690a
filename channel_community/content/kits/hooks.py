"""What Wagtail is told of kits: words for its log, and where new copies are made."""

from __future__ import annotations

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from channel_community.content.kits.actions import DECREED
from channel_community.content.kits.carry import MOVED, TAKEN_DOWN
from channel_community.content.kits.event_types import FORCED, RECALLED, REINSTATED
from channel_community.content.kits.pages import KitPageMixin

_DECREES = {
    DECREED[FORCED.name]: (
        gettext_lazy("Force a version"),
        gettext_lazy("Forced version %(version)s. %(reason)s"),
    ),
    DECREED[RECALLED.name]: (
        gettext_lazy("Recall a version"),
        gettext_lazy("Recalled version %(version)s. %(reason)s"),
    ),
    DECREED[REINSTATED.name]: (
        gettext_lazy("Take a recall back"),
        gettext_lazy("Took the recall of version %(version)s back. %(reason)s"),
    ),
}


class Decreed(LogFormatter):
    """What the brand did with a version, and why."""

    words = ""

    def format_message(self, entry):
        return self.words % entry.data


@hooks.register("register_log_actions")
def register_kit_actions(actions) -> None:
    """How a copy's history tells what the brand and the partner did with versions."""

    @actions.register_action(MOVED)
    class Moved(LogFormatter):
        label = gettext_lazy("Bring to a version")

        def format_message(self, entry):
            return _("Brought to version %(version)s of “%(kit)s”") % entry.data

    for action, (label, words) in _DECREES.items():
        actions.register_action(action)(type("Decreed", (Decreed,), {"label": label, "words": words}))

    @actions.register_action(TAKEN_DOWN)
    class TakenDown(LogFormatter):
        label = gettext_lazy("Recall")

        def format_message(self, entry):
            return _("Off air: the brand recalled version %(version)s. %(reason)s") % entry.data


@hooks.register("before_create_page")
def choose_kit_first(request, parent_page, page_class):
    """A copy begins with a kit: the explorer's “add child page” leads to the list of kits."""
    if issubclass(page_class, KitPageMixin):
        return redirect(f"{reverse('community_content_kits:index')}?partner_page={parent_page.pk}")
    return None
