from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from channel_community.events.append_only import AppendOnlyModel


class Level(models.Model):
    """A step of standing. Reaching `threshold` points joins `group`, and the group opens doors.

    `rank` orders the levels from 1; ranks 1 to 3 are the advocate columns of the permission table.
    `capabilities` are names such as "webinar.host" that gates ask for.
    """

    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    rank = models.PositiveSmallIntegerField(_("rank"), unique=True)
    threshold = models.PositiveIntegerField(_("points needed"))
    description = models.CharField(_("what it opens"), max_length=200, blank=True)
    capabilities = models.JSONField(_("capabilities"), default=list, blank=True)
    group = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="community_level")

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ["rank"]

    def __str__(self):
        return self.name


class LedgerEntry(AppendOnlyModel):
    """Reputation granted, or reversed by a second row; never changed and never deleted.

    `delta` is what was really granted, after caps. `event` is the cause; one rule credits one member once
    per event. A reversal points at the row it mirrors, carries its negated delta and the rule of that row;
    one event may reverse several rows. `created_at` is when the cause happened; rows are numbered as they
    were booked.
    """

    member = models.ForeignKey("channel_community.Member", on_delete=models.PROTECT, related_name="ledger")
    partner = models.ForeignKey(
        "channel_community.Partner", null=True, on_delete=models.PROTECT, related_name="ledger"
    )
    rule = models.CharField(max_length=60)
    delta = models.IntegerField()
    event = models.ForeignKey(
        "channel_community.Event", on_delete=models.PROTECT, related_name="ledger_entries"
    )
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversal")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "rule", "member"], condition=Q(reverses__isnull=True), name="cc_ledger_once"
            ),
        ]
        indexes = [models.Index(fields=["member", "-created_at"], name="cc_ledger_member")]

    def __str__(self):
        return f"{self.rule} {self.delta:+d}"


class Standing(models.Model):
    """A member's total, for one partner or (partner empty) for the whole network. Derived; can be rebuilt."""

    member = models.ForeignKey("channel_community.Member", on_delete=models.CASCADE, related_name="standings")
    partner = models.ForeignKey(
        "channel_community.Partner", null=True, on_delete=models.CASCADE, related_name="standings"
    )
    total = models.IntegerField(default=0)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(partner__isnull=True), name="cc_standing_network_once"
            ),
            models.UniqueConstraint(
                fields=["member", "partner"],
                condition=Q(partner__isnull=False),
                name="cc_standing_partner_once",
            ),
        ]
        indexes = [models.Index(fields=["partner", "-total"], name="cc_standing_board")]

    def __str__(self):
        return f"{self.member_id}: {self.total}"
