"""Carrying a version to every copy, in batches that each commit with the cursor behind them."""

from __future__ import annotations

import logging

from django.db import transaction
from django.utils import timezone

from channel_community.content.kits import queries
from channel_community.content.kits.carry import bring_back, bring_to, put_back, take_down
from channel_community.content.kits.enums import RolloutKind, RolloutState
from channel_community.content.kits.event_types import NOTICES, NoticeFact
from channel_community.content.kits.models import KitRollout, KitVersion
from channel_community.events.dispatch import describe
from channel_community.events.models import Event
from channel_community.events.record import record

logger = logging.getLogger("channel_community.kits")

#: Copies in one batch: what one transaction holds locks for, and one step of the progress page.
BATCH = 25


def rollout_start(*, version: KitVersion, kind: RolloutKind, actor=None, since=None) -> KitRollout:
    """Open a rollout, or find the one that is open; the work itself is done by `rollout_step`.

    One that was opened before `since` is not taken for it: it may have passed copies already.
    Costs the same for one copy and for a thousand. A real task backend takes it up after the commit.
    """
    from channel_community.content.kits import tasks  # noqa: PLC0415 - the task calls back into this module

    with transaction.atomic():
        KitVersion.objects.select_for_update().get(pk=version.pk)
        opened = version.rollouts.filter(kind=kind, state=RolloutState.RUNNING)
        running = (opened.filter(started_at__gte=since) if since else opened).first()
        if running:
            return running
        total = queries.count_copies(version.kit_id)
        rollout = KitRollout.objects.create(version=version, kind=kind, total=total, started_by=actor)
        transaction.on_commit(lambda: tasks.hand_over(rollout.pk), robust=True)
    return rollout


def rollout_step(*, rollout_id: int, batch: int = BATCH) -> KitRollout:
    """Deal with the next `batch` copies; a finished rollout stays as it is.

    The cursor and what was done commit together: whoever is killed in between leaves the batch undone, and
    any number of processes may call this, one after the other gets the row.
    """
    with transaction.atomic():
        # The write comes first: SQLite then takes its lock before anything is read.
        KitRollout.objects.filter(pk=rollout_id).update(touched_at=timezone.now())
        rollout = (
            KitRollout.objects.select_for_update(of=("self",))
            .select_related("version__kit")
            .get(pk=rollout_id)
        )
        if rollout.state != RolloutState.RUNNING:
            return rollout
        copies = queries.copies_after(rollout.version.kit_id, rollout.cursor, batch)
        for page_id, model in copies:
            _deal_with(rollout, page_id, model)
        if len(copies) < batch:
            _finish(rollout)
        rollout.save()
    return rollout


def rollouts_work_off(*, batch: int = BATCH) -> int:
    """Finish every rollout that is open; returns how many copies were dealt with."""
    dealt = 0
    for pk in list(queries.rollouts_open().values_list("pk", flat=True)):
        rollout = KitRollout.objects.get(pk=pk)
        before = rollout.done + rollout.failed
        while rollout.state == RolloutState.RUNNING:
            rollout = rollout_step(rollout_id=pk, batch=batch)
        dealt += rollout.done + rollout.failed - before
    return dealt


def rollout_again(*, rollout: KitRollout) -> KitRollout:
    """Go through the copies once more after failures; those already dealt with stay as they are."""
    opened = KitRollout.objects.filter(pk=rollout.pk, state=RolloutState.DONE, failed__gt=0)
    opened.update(state=RolloutState.RUNNING, cursor=0, done=0, failed=0, last_error="", finished_at=None)
    rollout.refresh_from_db()
    return rollout


def _deal_with(rollout: KitRollout, page_id: int, model) -> None:
    try:
        with transaction.atomic():
            copies = model.objects.select_for_update(of=("self",)).select_related("version", "partner")
            copy = copies.filter(pk=page_id).first()
            if copy is not None:  # else it was deleted meanwhile
                _carry(rollout, copy)
                rollout.done += 1
    except Exception as error:
        logger.warning("Rollout %s failed on page %s", rollout.pk, page_id, exc_info=error)
        rollout.failed += 1
        rollout.last_error = describe(error)
    rollout.cursor = page_id


def _carry(rollout: KitRollout, copy) -> None:
    version, starter = rollout.version, rollout.started_by
    reason = copy.version.reason if rollout.kind == RolloutKind.BACK else version.reason or version.note
    user = starter.user if starter else None
    if rollout.kind == RolloutKind.FORCE and version.recalled_at is None:
        bring_to(copy, version, user=user, reason=version.reason)
    elif rollout.kind == RolloutKind.RECALL:
        if not take_down(copy, version, user=user) and not _is_off_air(copy, version):
            return  # it shows another version: its partner has nothing to hear
    elif rollout.kind in (RolloutKind.BACK, RolloutKind.REINSTATE):
        if not _bring_again(rollout, copy, user):
            return
    elif copy.version.number >= version.number:
        return
    _tell(rollout, copy, reason)


def _is_off_air(copy, version: KitVersion) -> bool:
    return copy.version_id == version.pk and copy.is_recalled


def _bring_again(rollout: KitRollout, copy, user) -> bool:
    """What ends a recall for one copy; whether it changed anything there."""
    version, worn = rollout.version, copy.version
    if version.recalled_at:
        return False
    if rollout.kind == RolloutKind.REINSTATE:
        moved = bool(version.forced_at) and bring_to(copy, version, user=user, reason=version.reason)
        return moved or (worn.pk == version.pk and bring_back(copy, user=user))
    if worn.recalled_at is None or worn.recalled_at > rollout.started_at:
        return False
    return put_back(copy, version, user=user, reason=worn.reason)


def _tell(rollout: KitRollout, copy, reason: str) -> None:
    """Leave a notice for each of the partner's staff, once for each version and kind of rollout.

    What the brand does once more after it took it back is a thing of its own.
    """
    notice, version = NOTICES[rollout.kind], rollout.version
    told = Event.objects.filter(
        name=notice.name,
        partner_id=copy.partner_id,
        object_type=KitVersion._meta.label_lower,
        object_id=version.pk,
    )
    since = _decreed_at(rollout)
    if (told.filter(occurred_at__gte=since) if since else told).exists():
        return
    for member in queries.staff_of(copy.partner_id):
        payload = NoticeFact(
            kit_id=version.kit_id,
            kit_name=version.kit.name,
            version_id=version.pk,
            number=version.number,
            reason=reason,
            kind=rollout.kind,
            member_id=member.pk,
        )
        record(notice, payload=payload, subject=member, partner=copy.partner, obj=version)


def _decreed_at(rollout: KitRollout):
    if rollout.kind == RolloutKind.ANNOUNCE:
        return None
    if rollout.kind == RolloutKind.FORCE:
        return rollout.version.forced_at
    return rollout.version.recalled_at if rollout.kind == RolloutKind.RECALL else rollout.started_at


def _finish(rollout: KitRollout) -> None:
    rollout.state = RolloutState.DONE
    rollout.finished_at = timezone.now()
    rollout.total = rollout.done + rollout.failed
