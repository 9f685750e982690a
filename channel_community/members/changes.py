"""What others are told of a change to people, within its transaction."""

from django.dispatch import Signal

#: Sent when somebody gets a place in a partner or loses it, with `member`, `partner`, `role` and `is_held`.
#: A receiver that fails undoes the change.
membership_changed = Signal()
