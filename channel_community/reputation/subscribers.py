from channel_community.events import registry
from channel_community.events.registry import subscribe
from channel_community.reputation import actions, queries, rules
from channel_community.reputation.enums import SUBSCRIBER


@subscribe(SUBSCRIBER, *rules.event_names())
def book(event) -> None:
    """Book what the event earns or takes back.

    Behind a dead letter about the same object it waits: booked out of the log's order, a reversal could miss
    what it reverses, and booking the dead one again would kill this one too.
    """
    dead = queries.dead_before(event)
    if dead is not None:
        raise registry.Postponed(f"Event {dead} about the same object is a dead letter: revive it first.")
    actions.event_apply(event=event)
