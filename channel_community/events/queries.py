"""Reading the log's deliveries."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Case, CharField, QuerySet, Value, When
from django.utils import timezone

from channel_community.events.enums import Trouble
from channel_community.events.models import Delivery

#: A delivery that nobody has touched for so long after its time is late: is the relay running?
LATE_AFTER = timedelta(minutes=2)


def troubled_deliveries() -> QuerySet[Delivery]:
    """Deliveries that are dead, failing or late, each with its `trouble`; dead ones first, then by time."""
    trouble = Case(
        When(dead_at__isnull=False, then=Value(Trouble.DEAD.value)),
        When(last_error__gt="", then=Value(Trouble.FAILING.value)),
        When(due_at__lt=timezone.now() - LATE_AFTER, then=Value(Trouble.LATE.value)),
        output_field=CharField(),
    )
    open_ones = Delivery.objects.filter(done_at__isnull=True).annotate(trouble=trouble)
    return open_ones.filter(trouble__isnull=False).select_related("event").order_by("trouble", "due_at", "pk")
