"""What webinars put into the log. Payloads hold ids and plain values only."""

from __future__ import annotations

from dataclasses import dataclass, field

from channel_community.events.registry import EventType, register_event


@dataclass(frozen=True)
class WebinarFacts:
    """When and how a webinar stands: UTC instant (ISO 8601), host's zone, minutes, SEQUENCE of RFC 5546."""

    webinar_id: int
    starts_at: str
    timezone: str
    duration_minutes: int
    calendar_sequence: int


@dataclass(frozen=True)
class WebinarChange(WebinarFacts):
    """A change: the names of the changed fields and, where another person made it, the reason."""

    changed: list[str] = field(default_factory=list)
    reason: str = ""


@dataclass(frozen=True)
class SeatFacts:
    """A member's seat; `at` is the registration's time of change, by which a stale notice is recognised."""

    webinar_id: int
    member_id: int
    at: str


@dataclass(frozen=True)
class SeatNotice:
    """A holder of a seat has to hear of a change; `starts_at` and `duration_minutes` as it left them."""

    webinar_id: int
    member_id: int
    starts_at: str
    duration_minutes: int


PROPOSED = register_event(EventType("webinars.webinar.proposed", WebinarFacts))
SCHEDULED = register_event(EventType("webinars.webinar.scheduled", WebinarFacts))
UPDATED = register_event(EventType("webinars.webinar.updated", WebinarChange))
CANCELLED = register_event(EventType("webinars.webinar.cancelled", WebinarChange))
SEAT_CONFIRMED = register_event(EventType("webinars.registration.confirmed", SeatFacts))
SEAT_CANCELLED = register_event(EventType("webinars.registration.cancelled", SeatFacts))
SEAT_MOVED = register_event(EventType("webinars.registration.moved", SeatNotice))
SEAT_CALLED_OFF = register_event(EventType("webinars.registration.called_off", SeatNotice))
