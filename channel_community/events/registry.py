"""What may be recorded, and who treats it. Filled while the app starts; unknown names are refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

_types: dict[str, EventType] = {}
_subscribers: dict[str, Subscriber] = {}


class Postponed(Exception):
    """Raised by a subscriber: the event cannot be treated yet. It is tried again, and costs no attempt."""


@dataclass(frozen=True)
class EventType:
    """A kind of event: its dotted name, the version of its payload and the payload's dataclass.

    The dataclass is frozen and holds ids and plain values only, so that the log can be read in years.
    """

    name: str
    payload: type
    version: int = 1

    def dump(self, payload: Any) -> dict[str, Any]:
        """Plain values of `payload`, an instance of this type's dataclass (TypeError otherwise)."""
        if type(payload) is not self.payload:
            raise TypeError(f"{self.name} takes a {self.payload.__name__}, not a {type(payload).__name__}.")
        return asdict(payload)

    def load(self, values: dict[str, Any]) -> Any:
        """The dataclass made of stored `values`; keys it does not know are an error."""
        unknown = set(values) - {field.name for field in fields(self.payload)}
        if unknown:
            raise ValueError(f"{self.name} does not know {sorted(unknown)}.")
        return self.payload(**values)


@dataclass(frozen=True)
class Subscriber:
    """A durable treatment of events: `handle(event)` runs once per event, inside a transaction."""

    name: str
    events: frozenset[str]
    handle: Callable[[Any], None]


def register_event(event_type: EventType) -> EventType:
    """Make `event_type` known. A name may be registered once."""
    if event_type.name in _types:
        raise ValueError(f"Two event types are named {event_type.name!r}.")
    _types[event_type.name] = event_type
    return event_type


def subscribe(name: str, *event_names: str) -> Callable[[Callable], Callable]:
    """Decorator: treat events of these names durably, under the subscriber name `name`.

    The function gets the `Event` row. It must be safe to run after a crash: its writes commit together
    with the delivery's `done_at`, or not at all.
    """

    def decorate(handle: Callable) -> Callable:
        if name in _subscribers:
            raise ValueError(f"Two subscribers are named {name!r}.")
        _subscribers[name] = Subscriber(name=name, events=frozenset(event_names), handle=handle)
        return handle

    return decorate


def listen(name: str, *event_names: str) -> None:
    """Let the registered subscriber `name` treat events of these names too."""
    known = _subscribers[name]
    _subscribers[name] = replace(known, events=known.events | frozenset(event_names))


def event_type(name: str) -> EventType:
    """The registered type named `name`, or KeyError."""
    return _types[name]


def event_types() -> tuple[EventType, ...]:
    """Every registered event type, by name."""
    return tuple(_types[name] for name in sorted(_types))


def subscriber(name: str) -> Subscriber | None:
    """The subscriber named `name`, or None when it is no longer installed."""
    return _subscribers.get(name)


def subscribers_of(event_name: str) -> tuple[Subscriber, ...]:
    """The subscribers that treat events of this name."""
    return tuple(s for s in _subscribers.values() if event_name in s.events)


def all_subscribers() -> tuple[Subscriber, ...]:
    """Every registered subscriber."""
    return tuple(_subscribers.values())
