from django.db import models
from django.utils.translation import gettext_lazy as _


class RolloutKind(models.TextChoices):
    """What is carried to every copy of a kit."""

    ANNOUNCE = "announce", _("Tell the partners")
    FORCE = "force", _("Bring every copy to the version")
    RECALL = "recall", _("Take every copy off air")
    BACK = "back", _("Put recalled copies back to the version")
    REINSTATE = "reinstate", _("Take the recall back")


class RolloutState(models.TextChoices):
    """How far it is. One that stopped is taken up again where it was."""

    RUNNING = "running", _("Running")
    DONE = "done", _("Done")


class CopyState(models.TextChoices):
    """How a partner's copy stands, as the adoption report tells it."""

    LIVE = "live", _("Live")
    DRAFT = "draft", _("Draft")
    BEHIND = "behind", _("Behind")
    RECALLED = "recalled", _("Recalled")


class TextLook(models.TextChoices):
    """How a text slot is shown."""

    PARAGRAPH = "paragraph", _("Paragraph")
    HEADING = "heading", _("Heading")


class PictureRatio(models.TextChoices):
    """The shape that a picture is cut to."""

    FREE = "free", _("As it is")
    WIDE = "16:9", _("Wide (16:9)")
    CLASSIC = "4:3", _("Classic (4:3)")
    SQUARE = "1:1", _("Square (1:1)")

    @property
    def sides(self) -> tuple[int, int] | None:
        """Width and height in their smallest numbers; None for a picture that stays as it is."""
        if self is PictureRatio.FREE:
            return None
        width, height = self.value.split(":")
        return int(width), int(height)


#: What the brand may allow in a slot with marks.
SLOT_MARKS = (
    ("bold", _("Bold")),
    ("italic", _("Italic")),
    ("lists", _("Lists")),
    ("links", _("Links")),
)
