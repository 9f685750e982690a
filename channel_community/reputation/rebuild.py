"""Making the derived rows anew from what they derive from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from channel_community.events.models import Event
from channel_community.members.models import Member
from channel_community.reputation import levels, rules
from channel_community.reputation.actions import event_apply, level_set, lock_members
from channel_community.reputation.models import LedgerEntry, Level, Standing


def rebuild_standings() -> int:
    """Make every standing and level from the ledger, member by member; returns how many members changed.

    Levels are replayed entry by entry, because a level once reached is lost later than it was reached. The
    thresholds of today apply to the whole history. No event is recorded: nothing happened.
    """
    return sum(_rebuild_member(pk) for pk in _members())


def rebuild_ledger() -> int:
    """Book what the log's events earn and the ledger lacks, in the order of the log; returns the new rows.

    Nothing is booked twice, so this may run at any time; it does something after a rule was added, or after
    deliveries were lost.
    """
    events = Event.objects.filter(name__in=rules.event_names()).order_by("pk")
    return sum(len(event_apply(event=event)) for event in events.iterator(chunk_size=500))


def _members() -> Iterator[int]:
    have = Member.objects.filter(standings__isnull=False) | Member.objects.filter(level__isnull=False)
    have |= Member.objects.filter(ledger__isnull=False)
    yield from have.order_by("pk").values_list("pk", flat=True).distinct()


@transaction.atomic
def _rebuild_member(member_id: int) -> bool:
    lock_members(member_ids=[member_id])
    ladder = list(Level.objects.all())
    totals, rank = _replay(member_id, [(level.rank, level.threshold) for level in ladder])
    is_changed = _write_totals(member_id, totals)
    member = Member.objects.select_related("level", "user").get(pk=member_id)
    level = next((step for step in ladder if step.rank == rank), None)
    is_changed |= member.level != level
    level_set(member=member, level=level, ladder=ladder)
    return is_changed


def _replay(member_id: int, ladder: list[tuple[int, int]]) -> tuple[Counter, int]:
    totals: Counter = Counter({None: 0})
    rank = 0
    entries = (
        LedgerEntry.objects.filter(member_id=member_id).order_by("pk").values_list("partner_id", "delta")
    )
    for partner_id, delta in entries:
        if not delta:
            continue
        totals[None] += delta
        if partner_id is not None:
            totals[partner_id] += delta
        rank = levels.rank_for(totals[None], rank, ladder)
    return totals, rank


def _write_totals(member_id: int, totals: Counter) -> bool:
    """Make the standings say `totals`; a standing that the ledger knows nothing of becomes 0."""
    is_changed = False
    standings = {row.partner_id: row for row in Standing.objects.filter(member_id=member_id)}
    for partner_id in {*totals, *standings}:
        standing = standings.get(partner_id) or Standing(member_id=member_id, partner_id=partner_id)
        if standing.pk is None or standing.total != totals[partner_id]:
            standing.total, standing.updated_at = totals[partner_id], timezone.now()
            standing.save()
            is_changed = True
    return is_changed
