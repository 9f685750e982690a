from django.db import models
from django.utils.translation import gettext_lazy as _


class PartnerState(models.TextChoices):
    """Whether a partner's space is open. Suspending hides it at once; leaving keeps threads readable."""

    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")
    LEFT = "left", _("Left")


class InvitationState(models.TextChoices):
    """What became of an invitation. One whose time is over is still pending, and can be sent again."""

    PENDING = "pending", _("Waiting")
    ACCEPTED = "accepted", _("Accepted")
    REVOKED = "revoked", _("Revoked")


class Typeface(models.TextChoices):
    """Typefaces that are shipped with the plugin."""

    FIGTREE = "figtree", "Figtree"
    SOURCE_SANS = "source-sans-3", "Source Sans 3"
    SOURCE_SERIF = "source-serif-4", "Source Serif 4"
    FRAUNCES = "fraunces", "Fraunces"
    MANROPE = "manrope", "Manrope"
    IBM_PLEX_SANS = "ibm-plex-sans", "IBM Plex Sans"


class Corner(models.TextChoices):
    """How round cards and buttons are."""

    SQUARE = "square", _("Square")
    SOFT = "soft", _("Soft")
    ROUND = "round", _("Round")
