"""The brand's approval: one workflow, whose one task is the channel managers'."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from channel_community.members.enums import MANAGERS_GROUP

#: Its name is how it is found again, so it is the same in every language.
NAME = "Brand approval"


def workflow_ensure() -> tuple[Workflow, bool]:
    """The workflow that partners' pages go through, and whether it was made now.

    One that the site changed or switched off stays as it is.
    """
    workflow = Workflow.objects.filter(name=NAME).order_by("-active", "pk").first()
    if workflow is not None:
        return workflow, False
    workflow = Workflow.objects.create(name=NAME)
    task = GroupApprovalTask.objects.create(name=_("Approval by the brand"))
    managers, _created = Group.objects.get_or_create(name=MANAGERS_GROUP)
    task.groups.add(managers)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow, True


def workflow_attach(*, pages: list) -> None:
    """Let the pages, and what is under them, go through the approval; one chosen by the brand stays."""
    workflow, _is_new = workflow_ensure()
    if not workflow.active:
        return
    for page in pages:
        WorkflowPage.objects.get_or_create(page_id=page.pk, defaults={"workflow": workflow})
