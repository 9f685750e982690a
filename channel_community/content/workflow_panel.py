"""Says in the page editor, in words, where the page stands on its way to the brand's approval."""

from __future__ import annotations

from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel
from wagtail.models import WorkflowState


class ApprovalPanel(Panel):
    """What happens next with the page, for whoever has it open. It has no field."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "channel_community/admin/approval_panel.html"

        def is_shown(self):
            return super().is_shown() and bool(self.words)

        @property
        def words(self) -> dict:
            """`tone` (info, warning, success), `line` and `comment`; empty where nobody has to approve."""
            page = self.instance
            if page.pk is None or not getattr(page, "community_partner", None):
                return {}
            state = page.current_workflow_state
            if state is None:
                return _before(page)
            return _waiting(state) if state.status == WorkflowState.STATUS_IN_PROGRESS else _sent_back(state)

        def get_context_data(self, parent_context=None):
            return {**super().get_context_data(parent_context), "words": self.words}


def _before(page) -> dict:
    if not page.has_workflow or (page.live and not page.has_unpublished_changes):
        return {}
    if getattr(page, "publishes_at_once", False):
        return {}  # the slots say so themselves
    line = _(
        "When you are done, choose “Submit” in the menu at the bottom. The brand is told at once; "
        "you get a mail when it has decided."
    )
    return {"tone": "info", "line": line}


def _waiting(state: WorkflowState) -> dict:
    line = _(
        "The brand has been told and decides next. Until then this page is locked for the partner, so that "
        "what was read is what goes live. Whoever submitted it gets a mail with the answer."
    )
    return {"tone": "info", "line": line}


def _sent_back(state: WorkflowState) -> dict:
    task_state = state.current_task_state
    line = _("The brand asks for a change. Change the page and submit it again: it then reads it once more.")
    comment = task_state.specific.get_comment() if task_state else ""
    return {"tone": "warning", "line": line, "comment": comment}
