"""What others are told while a partner comes aboard."""

from django.dispatch import Signal

#: Sent after each step of an onboarding with `step` (its name) and `partner`, inside the one transaction:
#: a receiver that fails undoes all of it.
step_done = Signal()
