from django.db import models
from django.utils.translation import gettext_lazy as _


class MembershipRole(models.TextChoices):
    """What a member is to one partner."""

    CUSTOMER = "customer", _("Customer")
    EDITOR = "editor", _("Editor")
    ADMIN = "admin", _("Administrator")
    MODERATOR = "moderator", _("Moderator")


class PublicRole(models.TextChoices):
    """What everybody sees beside a member's name."""

    NONE = "", _("Member")
    BRAND = "brand", _("Brand team")
    PARTNER = "partner", _("Partner")
    MODERATOR = "moderator", _("Moderator")


#: Django groups that `community_setup` makes; membership in them gives the role in the permission table.
MANAGERS_GROUP = "Community channel managers"
MODERATORS_GROUP = "Community moderators"
