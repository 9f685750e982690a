from django.db import models
from django.utils.translation import gettext_lazy as _


class Access(models.TextChoices):
    """Who may read a board."""

    PUBLIC = "public", _("Everybody")
    MEMBERS = "members", _("Signed-in members")
    CUSTOMERS = "customers", _("Customers")
    GROUP = "group", _("One group or level")
    STAFF = "staff", _("Partner and brand staff")


class ThreadKind(models.TextChoices):
    DISCUSSION = "discussion", _("Discussion")
    QUESTION = "question", _("Question")


class PostState(models.TextChoices):
    """What a reader sees of a post. A removed post keeps its number and leaves a stub."""

    VISIBLE = "visible", _("Visible")
    EDITED = "edited", _("Edited")
    REMOVED = "removed", _("Removed")


class HeldState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")


class ReactionKind(models.TextChoices):
    """Reactions. "Helped me" counts for reputation; the others are a kind word."""

    HELPED = "helped", _("Helped me")
    THANKS = "thanks", _("Thanks")
    INSIGHT = "insight", _("Insightful")
