"""Edits that need nobody's approval: those of kits that say so, inside the slots and within their rules."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from wagtail.actions.publish_page_revision import PublishPageRevisionAction

from channel_community.content.kits.parts import missing_slots, parts_of

#: What an edit may change beside the editable fields of its form.
IN_SLOTS = {"values"}


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
    if before is None or draft is None or page.is_recalled:
        return False
    watched = watched_fields(type(page))
    now = draft.content
    if any(before.get(name) != now.get(name) for name in watched):
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


def watched_fields(model) -> set[str]:
    """The fields that somebody can change in the editor, but for the slots."""
    return set(model.get_edit_handler().get_form_class().base_fields) - IN_SLOTS - {"comment_notifications"}


def _baseline(page) -> dict | None:
    """What is on air; of a copy that never was, the draft that adopting made."""
    if page.live:
        return page.live_revision.content if page.live_revision else page.serializable_data()
    first = page.revisions.order_by("created_at", "pk").first()
    return first.content if first else None
