"""Edits that need nobody's approval: those of kits that say so, inside the slots and within their rules."""

from __future__ import annotations

import json

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import PageLogEntry, TaskState, WorkflowState

from channel_community.content.kits.parts import missing_slots, parts_of

#: What differs between two drafts without anybody having written it, and the slots themselves.
NOT_READ = {
    "values",
    *("pk", "path", "depth", "numchild", "url_path", "draft_title", "content_type", "translation_key"),
    *("live", "has_unpublished_changes", "expired", "locked", "locked_at", "locked_by", "owner"),
    *("first_published_at", "last_published_at", "latest_revision_created_at"),
    *("live_revision", "latest_revision", "alias_of", "kit", "version", "page_ptr"),
    "wagtail_admin_comments",
}
_COPIED = ("wagtail.copy", "wagtail.copy_for_translation", "wagtail.create_alias", "wagtail.convert_alias")


def publishing_at_once(workflow):
    """`workflow`, which publishes an edit inside the slots when it is submitted, and starts on any other.

    It is this instance alone: what a page was asked for its workflow for is one submission.
    """
    start = workflow.start

    def publish_or_start(page, user):
        if not only_slots_changed(page):
            return start(page, user)
        action = PublishPageRevisionAction(page.latest_revision, user=user, changed=True)
        action.execute(skip_permission_checks=True)  # the kit says so: the brand approved it beforehand
        return None

    workflow.start = publish_or_start
    return workflow


def only_slots_changed(page) -> bool:
    """Whether the newest draft differs from what is on air, or from how it was adopted, in its slots alone.

    And whether these keep to the rules of the version that readers will get, which must be on air.
    """
    before, draft = _baseline(page), page.get_latest_revision()
    if before is None or draft is None or page.is_recalled or _was_sent_back(page):
        return False
    now = draft.content
    if _beside_slots(before) != _beside_slots(now):
        return False
    return slots_keep_rules(page.effective_version, now.get("values") or {})


def slots_keep_rules(version, values: dict) -> bool:
    """Whether every slot holds what its rules make of it, and none that must be filled is empty."""
    parts = parts_of(version)
    if missing_slots(parts, values):
        return False
    try:
        return all(
            part.rules.clean(part.value, values.get(part.key)) == (values.get(part.key) or None)
            for part in parts
            if part.is_slot
        )
    except ValidationError:
        return False


def _beside_slots(content: dict) -> dict:
    """What a draft says but for its slots: whatever else differs is for the brand to read."""
    said = {name: _without_keys(value) for name, value in content.items() if name not in NOT_READ}
    return json.loads(json.dumps(said, cls=DjangoJSONEncoder))  # a draft just saved holds dates, not text


def _without_keys(value):
    """Rows below the page get their keys when it is published, which changes nothing in them."""
    if isinstance(value, list):
        return [_without_keys(row) for row in value]
    if isinstance(value, dict):
        return {name: _without_keys(held) for name, held in value.items() if name != "pk"}
    return value


def _baseline(page) -> dict | None:
    """What is on air; of a copy that never was, the draft that adopting made. What was taken off has none."""
    if page.live:
        stored = type(page)._base_manager.get(pk=page.pk)
        return page.live_revision.content if page.live_revision else stored.serializable_data()
    if page.first_published_at is not None or _was_copied(page):
        return None
    first = page.revisions.order_by("created_at", "pk").first()
    return first.content if first else None


def _was_copied(page) -> bool:
    """Whether it is a copy of another page: its first draft then holds words that nobody approved."""
    return PageLogEntry.objects.filter(page_id=page.pk, action__in=_COPIED).exists()


def _was_sent_back(page) -> bool:
    """Whether the brand refused a draft that is newer than what is on air, and published nothing since."""
    states = WorkflowState.objects.for_instance(page)
    refused = TaskState.objects.filter(workflow_state__in=states, status=TaskState.STATUS_REJECTED)
    return refused.filter(revision_id__gt=page.live_revision_id or 0).exists()
