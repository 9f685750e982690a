"""Working the deliveries off: from the task after the commit, or from the relay after a crash.

Both ways end in `deliver`, which treats one delivery in one transaction. Any number of processes may call
it for the same delivery: one of them gets the row, the others pass by.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from enum import Enum

from django.db import connections, router, transaction
from django.db.models import F, Q
from django.utils import timezone

from channel_community.compat import task
from channel_community.conf import settings
from channel_community.events import registry
from channel_community.events.models import Delivery

logger = logging.getLogger("channel_community.events")

#: Characters of an error that a delivery keeps.
ERROR_LENGTH = 500

#: How long a delivery waits for a subscriber that is not installed, or that put it off. It costs no attempt.
MISSING_WAIT = timedelta(minutes=5)


class Outcome(str, Enum):
    """What came of one delivery."""

    DONE = "done"
    FAILED = "failed"  # due again later
    DEAD = "dead"  # the attempts are used up
    WAITING = "waiting"  # its subscriber is not installed, or put it off
    TAKEN = "taken"  # another process has it, or it is no longer due


class SubscriberMissing(LookupError):
    """Nothing of this name is registered: an app was taken out, or this process runs older code."""


def enqueue(event_id: int) -> None:
    """Hand the deliveries of one event to the task backend. Call it after the event's commit."""
    work_event.enqueue(event_id)


@task
def work_event(event_id: int) -> None:
    """The task behind `enqueue`. What fails is kept on the delivery, and the relay tries it again."""
    work(event_id)


def work(event_id: int) -> Counter[Outcome]:
    """Treat each due delivery of one event; returns how many came to which outcome."""
    due = due_deliveries().filter(event_id=event_id).order_by("pk")
    return _deliver_all(due.values_list("pk", flat=True))


def relay(batch: int = 100) -> Counter[Outcome]:
    """Treat up to `batch` due deliveries of any event, oldest first; returns the outcomes' counts."""
    due = due_deliveries().order_by("due_at", "pk")[:batch]
    return _deliver_all(due.values_list("pk", flat=True))


def due_deliveries():
    """Deliveries that may be treated now."""
    return Delivery.objects.filter(_open(), due_at__lte=timezone.now())


def deliver(delivery_id: int) -> Outcome:
    """Treat one delivery: the subscriber's writes and `done_at` commit together, or neither does.

    A subscriber's exception never leaves this function; a database that is gone does.
    """
    attempts = 0
    try:
        with transaction.atomic(using=_database()):
            delivery = _claim(delivery_id)
            if delivery is None:
                return Outcome.TAKEN
            attempts = delivery.attempts
            _treat(delivery)
    except (SubscriberMissing, registry.Postponed) as reason:
        return _wait(delivery_id, reason)
    except Exception as error:  # noqa: BLE001 - whatever a subscriber raises must not stop the next one
        return _fail(delivery_id, attempts, error)
    return Outcome.DONE


def revive(delivery: Delivery) -> None:
    """Make a dead or late delivery due now, with its attempts to spend again. A done one stays done."""
    open_again = Delivery.objects.filter(pk=delivery.pk, done_at__isnull=True)
    open_again.update(dead_at=None, attempts=0, due_at=timezone.now())


def revive_all() -> int:
    """Make every dead letter due now; returns how many there were."""
    dead = Delivery.objects.filter(done_at__isnull=True, dead_at__isnull=False)
    return dead.update(dead_at=None, attempts=0, due_at=timezone.now())


def back_off(attempts: int) -> timedelta:
    """How long to wait after that many failed attempts (1 is the first)."""
    seconds = settings.DELIVERY_BACKOFF_SECONDS or (0,)
    return timedelta(seconds=seconds[min(attempts, len(seconds)) - 1])


def _open() -> Q:
    return Q(done_at__isnull=True, dead_at__isnull=True)


def _database() -> str:
    return router.db_for_write(Delivery)


def _deliver_all(delivery_ids: Iterable[int]) -> Counter[Outcome]:
    return Counter(deliver(pk) for pk in list(delivery_ids))


def _claim(delivery_id: int) -> Delivery | None:
    """The locked row, or None when another process holds it or it is no longer due."""
    due = due_deliveries().filter(pk=delivery_id)
    if connections[_database()].features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    elif not due.update(attempts=F("attempts")):  # SQLite: a write takes the file's lock, before any read
        return None
    return due.select_related("event").first()


def _treat(delivery: Delivery) -> None:
    subscriber = registry.subscriber(delivery.subscriber)
    if subscriber is None:
        raise SubscriberMissing(f"No subscriber named {delivery.subscriber!r} is installed.")
    subscriber.handle(delivery.event)
    Delivery.objects.filter(pk=delivery.pk).update(
        done_at=timezone.now(), attempts=delivery.attempts + 1, last_error=""
    )


def _fail(delivery_id: int, attempts: int, error: Exception) -> Outcome:
    """Note a failed attempt, unless another process was quicker with this delivery."""
    attempts += 1
    now = timezone.now()
    is_dead = attempts >= settings.DELIVERY_MAX_ATTEMPTS
    noted = Delivery.objects.filter(_open(), pk=delivery_id, attempts=attempts - 1).update(
        attempts=attempts,
        due_at=now + back_off(attempts),
        dead_at=now if is_dead else None,
        last_error=describe(error),
    )
    if not noted:
        return Outcome.TAKEN
    level = logging.ERROR if is_dead else logging.WARNING
    logger.log(level, "Delivery %s failed, attempt %s", delivery_id, attempts, exc_info=error)
    return Outcome.DEAD if is_dead else Outcome.FAILED


def _wait(delivery_id: int, reason: Exception) -> Outcome:
    """Put a delivery off until it may be treated, so that it does not hold up the others."""
    Delivery.objects.filter(_open(), pk=delivery_id).update(
        due_at=timezone.now() + MISSING_WAIT, last_error=describe(reason)
    )
    logger.warning("Delivery %s waits: %s", delivery_id, reason)
    return Outcome.WAITING


def describe(error: Exception) -> str:
    """The error's type and the first line of its words: later lines of database errors quote row values."""
    first_line = next(iter(str(error).splitlines()), "")
    text = f"{type(error).__name__}: {first_line}" if first_line else type(error).__name__
    storable = text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\x00", "")
    return storable[:ERROR_LENGTH]
