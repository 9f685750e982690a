"""Facts about partners."""

from __future__ import annotations

from dataclasses import dataclass

from channel_community.events.registry import EventType, register_event


@dataclass(frozen=True)
class PartnerFact:
    """A partner, named so that the log can be read without it. `reason` is what a person wrote, or ""."""

    partner_id: int
    name: str
    reason: str = ""


PARTNER_CREATED = register_event(EventType("partners.partner.created", PartnerFact))
PARTNER_SUSPENDED = register_event(EventType("partners.partner.suspended", PartnerFact))
PARTNER_REACTIVATED = register_event(EventType("partners.partner.reactivated", PartnerFact))
PARTNER_LEFT = register_event(EventType("partners.partner.left", PartnerFact))
