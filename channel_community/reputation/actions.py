"""Changes to the ledger, the standings that follow from it, and the levels that follow from those.

Everything a member earns or loses runs under the lock of that member's network standing, and on one object in
the order of the log, whatever the order in which the deliveries arrive.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import ngettext

from channel_community.events.models import Event
from channel_community.events.record import record
from channel_community.exceptions import Conflict
from channel_community.members.models import Member
from channel_community.reputation import levels, queries, rules
from channel_community.reputation.event_types import LEVEL_LOST, LEVEL_REACHED, LevelChange
from channel_community.reputation.models import LedgerEntry, Level, Standing
from channel_community.reputation.rules import Reversal, Rule


@transaction.atomic
def event_apply(*, event: Event) -> list[LedgerEntry]:
    """Book what `event` earns or takes back, and return the new rows. A second call books nothing.

    Earlier events about the same object that are still to be treated are booked first, so that a reversal
    never overtakes what it reverses.
    """
    earlier = list(queries.untreated_before(event))
    lock_members(member_ids=queries.members_concerned(event, earlier))
    booked: list[LedgerEntry] = []
    for due in (*earlier, event):
        booked += _book(due)
    return booked


def grant(*, event: Event, rule: Rule) -> LedgerEntry | None:
    """Credit what `event` earns by `rule`; None when it earns nothing or did so before.

    An outcome that is paid already, or that goes beyond the rule's limit for two people, is booked with 0.
    The caller holds the beneficiary's lock.
    """
    member_id = rule.credited(event)
    if member_id is None or rule.worth == 0:
        return None
    if LedgerEntry.objects.filter(event=event, rule=rule.name, member_id=member_id, reverses=None).exists():
        return None
    pays = not queries.is_paid(event, rule, member_id) and queries.is_within_limit(event, rule, member_id)
    entry = LedgerEntry.objects.create(
        member_id=member_id,
        partner_id=event.partner_id,
        rule=rule.name,
        delta=rule.worth if pays else 0,
        event=event,
        created_at=event.occurred_at,
    )
    standing_apply(entry=entry)
    return entry


def reverse(*, entry: LedgerEntry, event: Event) -> LedgerEntry | None:
    """Mirror `entry` because of `event`; None when it is reversed already.

    The caller holds the member's lock.
    """
    if LedgerEntry.objects.filter(reverses=entry).exists():
        return None
    mirror = LedgerEntry.objects.create(
        member_id=entry.member_id,
        partner_id=entry.partner_id,
        rule=entry.rule,
        delta=-entry.delta,
        event=event,
        reverses=entry,
        created_at=event.occurred_at,
    )
    standing_apply(entry=mirror)
    return mirror


def standing_apply(*, entry: LedgerEntry) -> None:
    """Add the entry to the member's standings, and change their level when the new total calls for it."""
    if not entry.delta:
        return
    _add(entry.member_id, None, entry.delta)
    if entry.partner_id is not None:
        _add(entry.member_id, entry.partner_id, entry.delta)
    total = Standing.objects.values_list("total", flat=True).get(member_id=entry.member_id, partner=None)
    member = Member.objects.select_related("level", "user").get(pk=entry.member_id)
    _change_level(member, total, entry.event)


def lock_members(*, member_ids: Iterable[int]) -> None:
    """Lock the network standings of these members, in the order of their ids; missing ones are made."""
    wanted = sorted(set(member_ids))
    network = Standing.objects.filter(partner=None, member_id__in=wanted)
    missing = set(wanted) - set(network.values_list("member_id", flat=True))
    if missing:  # somebody else may be making them too: the unique constraint decides
        Standing.objects.bulk_create(
            (Standing(member_id=pk) for pk in sorted(missing)), ignore_conflicts=True
        )
    list(network.select_for_update().order_by("member_id").values_list("pk", flat=True))


def level_set(*, member: Member, level: Level | None, ladder: list[Level]) -> None:
    """Show `level` beside the member's name and put their user into the groups that go with it."""
    if member.level != level:
        member.level = level
        member.save(update_fields=["level"])
    if member.user is not None:
        levels.join_groups(member.user, level.rank if level else 0, ladder)


@transaction.atomic
def level_save(*, level: Level) -> Level:
    """Keep a new or changed level, with the Django group that goes with its name."""
    before = Level.objects.select_related("group").filter(pk=level.pk).first() if level.pk else None
    if before is None:
        level.slug = levels.free_slug(level.name)
        level.group = levels.group_for(level.name)
    elif before.name != level.name:
        levels.rename_group(before.group, before.name, level.name)
    level.save()
    return level


def level_removable(*, level: Level) -> None:
    """Raise Conflict when somebody holds the level: their doors would close without a word."""
    held_by = Member.objects.filter(level=level).count()
    if held_by:
        raise Conflict(
            ngettext(
                "%(count)d member holds “%(level)s”. Ask for more points instead, or rename it.",
                "%(count)d members hold “%(level)s”. Ask for more points instead, or rename it.",
                held_by,
            )
            % {"count": held_by, "level": level.name}
        )


def _book(event: Event) -> list[LedgerEntry]:
    """What this event alone earns and takes back, in the order of the rules."""
    booked = [grant(event=event, rule=rule) for rule in rules.rules_of(event.name)]
    reversal = rules.reversal_by(event.name)
    if reversal is not None:
        booked += [reverse(entry=entry, event=event) for entry in _undone_by(event, reversal)]
    return [entry for entry in booked if entry is not None]


def _undone_by(event: Event, reversal: Reversal) -> list[LedgerEntry]:
    """The entries that `event` takes back; what the undone event was to earn is booked first."""
    if not reversal.undoes:
        return list(queries.entries_of_object(event).filter(event_id__lt=event.pk))
    undone = Event.objects.filter(pk=event.payload.get(reversal.undoes)).first()
    if undone is None:
        return []
    for rule in rules.rules_of(undone.name):
        grant(event=undone, rule=rule)
    return list(queries.entries_in_force().filter(event=undone))


def _add(member_id: int, partner_id: int | None, delta: int) -> None:
    change = {"total": F("total") + delta, "updated_at": timezone.now()}
    if not Standing.objects.filter(member_id=member_id, partner_id=partner_id).update(**change):
        Standing.objects.create(member_id=member_id, partner_id=partner_id, total=delta)


def _change_level(member: Member, total: int, cause: Event) -> None:
    ladder = list(Level.objects.all())
    before = member.level.rank if member.level else 0
    rank = levels.rank_for(total, before, ((level.rank, level.threshold) for level in ladder))
    if rank == before:
        return
    old, new = member.level, next((level for level in ladder if level.rank == rank), None)
    level_set(member=member, level=new, ladder=ladder)
    changed = new if rank > before else old
    record(
        LEVEL_REACHED if rank > before else LEVEL_LOST,
        subject=member,
        obj=changed,
        caused_by=cause,
        occurred_at=cause.occurred_at,
        payload=LevelChange(
            level_id=changed.pk,
            level_name=changed.name,
            description=changed.description,
            rank=rank,
            previous_rank=before,
            total=total,
        ),
    )
