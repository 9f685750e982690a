from django.db import models
from django.utils.translation import gettext_lazy as _


class WebinarState(models.TextChoices):
    """Stored states; whether a scheduled webinar is upcoming, live or past follows from the clock.

    A proposal that is turned down or withdrawn is DECLINED: it was never public, and stays so. CANCELLED is
    what stood on the calendar.
    """

    DRAFT = "draft", _("Draft")
    SCHEDULED = "scheduled", _("Scheduled")
    CANCELLED = "cancelled", _("Cancelled")
    DECLINED = "declined", _("Declined")


#: What does not take place.
CALLED_OFF = frozenset({WebinarState.CANCELLED, WebinarState.DECLINED})
#: What only its host, the partner's staff and managers know of.
UNPUBLISHED = frozenset({WebinarState.DRAFT, WebinarState.DECLINED})


class RegistrationState(models.TextChoices):
    CONFIRMED = "confirmed", _("Confirmed")
    CANCELLED = "cancelled", _("Cancelled")
