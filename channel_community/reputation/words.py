"""Ledger entries in words: the rule's or the reversal's sentence, filled from the event's payload."""

from __future__ import annotations

from django.utils.translation import gettext as _

from channel_community.reputation import rules
from channel_community.reputation.cards import LedgerRow
from channel_community.reputation.models import LedgerEntry


def row_of(entry: LedgerEntry) -> LedgerRow:
    """The line for one entry; its `event` and `reversal` should be loaded with it."""
    is_reversal = entry.reverses_id is not None
    url = entry.event.payload.get("url")
    return LedgerRow(
        when=entry.created_at,
        delta=entry.delta,
        reason=reason_of(entry),
        url=url if isinstance(url, str) and url.startswith("/") else "",
        is_reversal=is_reversal,
        is_reversed=hasattr(entry, "reversal"),
        note="" if entry.delta or is_reversal else _note(entry),
    )


def reason_of(entry: LedgerEntry) -> str:
    """Why this entry was booked, in the language of now."""
    told_by = rules.rule(entry.rule) if entry.reverses_id is None else rules.reversal_by(entry.event.name)
    if told_by is None:  # the app that brought the rule is gone; the entry stays
        return _("Points taken back") if entry.reverses_id else _("Points earned")
    return str(told_by.reason) % _Gaps(entry.event.payload)


def _note(entry: LedgerEntry) -> str:
    rule = rules.rule(entry.rule)
    if rule is None or rule.limit is None:
        return _("This was counted before, so it adds nothing.")
    return _("Adds nothing: at most %(credits)d from the same person count within %(days)d days.") % {
        "credits": rule.limit.credits,
        "days": rule.limit.days,
    }


class _Gaps(dict):
    """A payload of an older version may lack a key; the sentence then has a gap, and the page is there."""

    def __missing__(self, key: str) -> str:
        return "…"
