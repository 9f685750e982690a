"""What happens to a partner's page in Wagtail's workflow is recorded, and its people hear of it from us.

Wagtail's own letters about it are plain text, come twice to a superuser and never to a page's author; for
the pages of partners ours take their place. Letters about every other page stay Wagtail's.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from wagtail.admin import signal_handlers
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    page_published,
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from channel_community.content.event_types import (
    APPROVED,
    PUBLISHED,
    SENT_BACK,
    SUBMITTED,
    PageFact,
    ReviewFact,
)
from channel_community.content.pages import CommunityShellMixin
from channel_community.events.record import record
from channel_community.events.registry import EventType
from channel_community.members.models import Member

#: Wagtail's letters that ours replace: signal, sender, the name it is connected by, what it calls.
_WAGTAILS = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification",
     signal_handlers.task_submission_email_notifier),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification",
     signal_handlers.workflow_submission_email_notifier),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification",
     signal_handlers.workflow_rejection_email_notifier),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification",
     signal_handlers.workflow_approval_email_notifier),
)  # fmt: skip


def partner_page(candidate):
    """The page itself, as its own type, when it belongs to a partner; else None."""
    page = getattr(candidate, "specific", candidate)
    return page if isinstance(page, CommunityShellMixin) and page.community_partner else None


def connect() -> None:
    """Listen to the workflow. Safe to call again, and before or after Wagtail connects its own letters."""
    for signal, sender, name, letters in _WAGTAILS:
        signal.disconnect(sender=sender, dispatch_uid=name)
        signal.connect(_elsewhere(letters), sender=sender, dispatch_uid=name, weak=False)
    task_submitted.connect(on_submitted, dispatch_uid="cc_page_submitted")
    workflow_approved.connect(on_approved, dispatch_uid="cc_page_approved")
    workflow_rejected.connect(on_sent_back, dispatch_uid="cc_page_sent_back")
    page_published.connect(on_published, dispatch_uid="cc_page_published")


def _elsewhere(letters: Callable) -> Callable:
    """Wagtail's `letters` for whatever is not a partner's page."""

    def send(instance, **kwargs):
        state = instance.workflow_state if isinstance(instance, TaskState) else instance
        return None if partner_page(state.content_object) else letters(instance=instance, **kwargs)

    return send


def on_submitted(instance: TaskState, user=None, **kwargs) -> None:
    """A page waits for somebody's approval, for the first time or again."""
    _record(SUBMITTED, instance.workflow_state, instance, user)


def on_approved(instance: WorkflowState, user=None, **kwargs) -> None:
    """The last approval was given, and the page is published."""
    _record(APPROVED, instance, instance.current_task_state, user)


def on_sent_back(instance: WorkflowState, user=None, **kwargs) -> None:
    """The page needs changes."""
    _record(SENT_BACK, instance, instance.current_task_state, user)


def on_published(instance, revision=None, **kwargs) -> None:
    """A page of a partner is on air. The actor is whoever wrote what is published."""
    page = partner_page(instance)
    if page is None:
        return
    user = revision.user if revision else None
    with transaction.atomic():
        record(
            PUBLISHED,
            payload=PageFact(page_id=page.pk, title=page.title),
            actor=_member(user),
            partner=page.community_partner,
            obj=page,
        )


def _record(fact: EventType, state: WorkflowState, task_state: TaskState | None, user) -> None:
    page = partner_page(state.content_object)
    if page is None:
        return
    latest = page.get_latest_revision_as_object()  # its title may be newer than the published one
    payload = ReviewFact(
        page_id=page.pk,
        title=latest.title,
        workflow_state_id=state.pk,
        task_state_id=task_state.pk if task_state else None,
        user_id=user.pk if user else None,
        comment=task_state.specific.get_comment() if task_state else "",
    )
    with transaction.atomic():
        record(fact, payload=payload, actor=_member(user), partner=page.community_partner, obj=page)


def _member(user) -> Member | None:
    return Member.objects.filter(user=user).first() if user else None


connect()
