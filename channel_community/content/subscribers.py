"""What pages do on their own events: everybody concerned by an approval gets one letter, durably."""

from __future__ import annotations

from dataclasses import asdict

import swapper
from wagtail.models import TaskState, WorkflowState

from channel_community.content.event_types import (
    APPROVED,
    NOTICE,
    SENT_BACK,
    SUBMITTED,
    ReviewFact,
    ReviewNotice,
)
from channel_community.content.workflow import partner_page
from channel_community.content.workflow_letters import approvers_of, send_letter, writers_of
from channel_community.events.models import Event
from channel_community.events.record import record
from channel_community.events.registry import subscribe


@subscribe("content.approvers_hear", SUBMITTED.name)
def tell_approvers(event: Event) -> None:
    """Whoever may decide hears that a page waits, while it still does."""
    facts = SUBMITTED.load(event.payload)
    task_state = TaskState.objects.filter(pk=facts.task_state_id, status=TaskState.STATUS_IN_PROGRESS).first()
    for reader_id in approvers_of(task_state, but=facts.user_id) if task_state else ():
        _notice(event, facts, reader_id, "page_submitted")


@subscribe("content.writers_hear", APPROVED.name, SENT_BACK.name)
def tell_writers(event: Event) -> None:
    """Whoever asked, and the page's author, hear what was decided."""
    facts = APPROVED.load(event.payload)
    state = WorkflowState.objects.filter(pk=facts.workflow_state_id).first()
    page = swapper.load_model("wagtailcore", "Page").objects.filter(pk=facts.page_id).first()
    page = partner_page(page) if page else None
    if state is None or page is None:
        return
    kind = "page_approved" if event.name == APPROVED.name else "page_sent_back"
    for reader_id in writers_of(state, page, but=facts.user_id):
        _notice(event, facts, reader_id, kind)


@subscribe("content.review_mail", NOTICE.name)
def send_review_mail(event: Event) -> None:
    """One letter to one person. A retry has the same Message-ID, so mail programs show it once."""
    send_letter(event.payload, partner=event.partner, name=f"page-review-{event.pk}")


def _notice(event: Event, facts: ReviewFact, reader_id: int, kind: str) -> None:
    payload = ReviewNotice(**asdict(facts), reader_id=reader_id, kind=kind)
    record(NOTICE, payload=payload, actor=event.actor, partner=event.partner, caused_by=event)
