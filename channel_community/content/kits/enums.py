from django.db import models
from django.utils.translation import gettext_lazy as _


class RolloutKind(models.TextChoices):
    """What is carried to every copy of a kit."""

    ANNOUNCE = "announce", _("Tell the partners")
    FORCE = "force", _("Bring every copy to the version")
    RECALL = "recall", _("Take every copy off air")


class RolloutState(models.TextChoices):
    """How far it is. One that stopped is taken up again where it was."""

    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
