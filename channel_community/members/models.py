from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from channel_community.members.enums import MembershipRole, PublicRole

validate_handle = RegexValidator(
    r"\A[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?\Z",
    _("Use 1 to 40 lower-case letters, digits and hyphens, beginning and ending with a letter or digit."),
)


class Member(models.Model):
    """The community profile of a user. It outlives the user: what was written keeps an author.

    `level`, `public_role` and `public_partner` are what others see beside the name; they are kept by the
    reputation and membership actions, so that a page of posts needs no further query.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="community_member"
    )
    handle = models.CharField(_("handle"), max_length=40, unique=True, validators=[validate_handle])
    name = models.CharField(_("name"), max_length=80)
    headline = models.CharField(_("headline"), max_length=120, blank=True)
    bio = models.TextField(_("about me"), max_length=1000, blank=True)
    avatar = models.ImageField(_("picture"), upload_to="channel_community/avatars/", blank=True)
    timezone = models.CharField(_("time zone"), max_length=64, default="UTC")
    expertise = models.JSONField(_("knows about"), default=list, blank=True)
    level = models.ForeignKey(
        "channel_community.Level", null=True, blank=True, on_delete=models.SET_NULL, related_name="members"
    )
    public_role = models.CharField(
        _("role"), max_length=12, choices=PublicRole.choices, default=PublicRole.NONE, blank=True
    )
    public_partner = models.ForeignKey(
        "channel_community.Partner", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_demo = models.BooleanField(default=False, editable=False)
    suspended_until = models.DateTimeField(_("suspended until"), null=True, blank=True)
    created_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")

    def __str__(self):
        return self.name


class Membership(models.Model):
    """A member's place in one partner: customer, editor, admin or moderator."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="memberships")
    partner = models.ForeignKey(
        "channel_community.Partner", on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=12, choices=MembershipRole.choices)
    created_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["member", "partner", "role"], name="cc_membership_once"),
        ]

    def __str__(self):
        return f"{self.member} · {self.get_role_display()}"
