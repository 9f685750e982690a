from django.db import models
from django.utils.translation import gettext_lazy as _


class Trouble(models.TextChoices):
    """Why a delivery that is not done needs a look."""

    DEAD = "dead", _("Dead letter")
    FAILING = "failing", _("Failing")
    LATE = "late", _("Late")
