from django.db import models
from django.utils.translation import gettext_lazy as _


class WebinarState(models.TextChoices):
    """Stored states; whether a scheduled webinar is upcoming, live or past follows from the clock."""

    DRAFT = "draft", _("Draft")
    SCHEDULED = "scheduled", _("Scheduled")
    CANCELLED = "cancelled", _("Cancelled")


class RegistrationState(models.TextChoices):
    CONFIRMED = "confirmed", _("Confirmed")
    CANCELLED = "cancelled", _("Cancelled")
