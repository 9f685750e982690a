"""What pages put into the log. Payloads hold ids and plain values only."""

from __future__ import annotations

from dataclasses import dataclass

from channel_community.events.registry import EventType, register_event


@dataclass(frozen=True)
class PageFact:
    """A page, named so that the log can be read without it."""

    page_id: int
    title: str


@dataclass(frozen=True)
class ReviewFact(PageFact):
    """A step of a page's approval: Wagtail's ids of it, who acted (a user) and what they wrote."""

    workflow_state_id: int
    task_state_id: int | None = None
    user_id: int | None = None
    comment: str = ""


@dataclass(frozen=True)
class ReviewNotice(ReviewFact):
    """Somebody, a user, has to hear of such a step. `reader_id` is theirs, `kind` the name of the letter."""

    reader_id: int = 0
    kind: str = ""


PUBLISHED = register_event(EventType("content.page.published", PageFact))
SUBMITTED = register_event(EventType("content.page.submitted", ReviewFact))
APPROVED = register_event(EventType("content.page.approved", ReviewFact))
SENT_BACK = register_event(EventType("content.page.sent_back", ReviewFact))
NOTICE = register_event(EventType("content.page.review_notice", ReviewNotice))
