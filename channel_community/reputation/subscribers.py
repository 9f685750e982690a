from channel_community.events.registry import subscribe
from channel_community.reputation import actions, rules
from channel_community.reputation.enums import SUBSCRIBER


@subscribe(SUBSCRIBER, *rules.event_names())
def book(event) -> None:
    """Book what the event earns or takes back."""
    actions.event_apply(event=event)
