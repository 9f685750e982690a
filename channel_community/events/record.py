"""The one way into the log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from channel_community.events import dispatch, registry
from channel_community.events.models import Delivery, Event
from channel_community.events.registry import EventType


def record(
    event_type: EventType,
    *,
    payload: Any,
    actor=None,
    subject=None,
    partner=None,
    obj=None,
    caused_by: Event | None = None,
    occurred_at: datetime | None = None,
) -> Event:
    """Write one event and a delivery per durable subscriber, in the caller's transaction.

    `actor` and `subject` are members, `partner` a partner, `obj` the model instance it is about. After the
    commit the deliveries are handed to the task backend; if the process dies before that, the relay finds
    them.
    Raises TransactionManagementError outside a transaction: a fact and its change are one thing.
    """
    registry.event_type(event_type.name)
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            f"Record {event_type.name} inside the change's transaction."
        )
    event = Event.objects.create(
        name=event_type.name,
        version=event_type.version,
        actor=actor,
        subject=subject,
        partner=partner,
        object_type=obj._meta.label_lower if obj is not None else "",
        object_id=obj.pk if obj is not None else None,
        payload=event_type.dump(payload),
        occurred_at=occurred_at or timezone.now(),
        caused_by=caused_by,
    )
    subscribers = registry.subscribers_of(event.name)
    if subscribers:
        Delivery.objects.bulk_create(Delivery(event=event, subscriber=s.name) for s in subscribers)
        # A lambda: Django names the function in its log when it fails, and a partial has no name to give.
        transaction.on_commit(lambda: dispatch.enqueue(event.pk), robust=True)
    return event
