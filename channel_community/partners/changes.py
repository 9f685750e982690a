"""What others are told of a change to a partner, within its transaction."""

from django.dispatch import Signal

#: Sent after a partner was changed, with `partner`, `before` (the changed columns as they were, by name) and
#: `actor` (the member who did it, or None). A receiver that fails undoes the change.
partner_changed = Signal()
