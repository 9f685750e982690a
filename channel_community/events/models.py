from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from channel_community.events.append_only import AppendOnlyModel


class Event(AppendOnlyModel):
    """An append-only fact, such as "discussions.post.created".

    `actor` did it, `subject` is the member it is about, `object_type` and `object_id` name the thing.
    `payload` holds plain values only, in the shape of the event type's dataclass at `version`.
    `caused_by` marks a knock-on event: it earns nothing.
    """

    name = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField(default=1)
    actor = models.ForeignKey(
        "channel_community.Member",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("actor"),
    )
    subject = models.ForeignKey(
        "channel_community.Member",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("subject"),
    )
    partner = models.ForeignKey(
        "channel_community.Partner",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("partner"),
    )
    object_type = models.CharField(max_length=80, blank=True)
    object_id = models.BigIntegerField(null=True)
    payload = models.JSONField(default=dict)
    occurred_at = models.DateTimeField(default=timezone.now)
    caused_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="consequences")

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(fields=["name", "occurred_at"], name="cc_event_name_time"),
            models.Index(fields=["object_type", "object_id"], name="cc_event_object"),
        ]

    def __str__(self):
        return f"{self.name} #{self.pk}"


class Delivery(models.Model):
    """The due treatment of one event by one durable subscriber, exactly once.

    The subscriber's effects and `done_at` commit together. `dead_at` is set when the attempts are used up;
    an administrator may revive it.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="deliveries")
    subscriber = models.CharField(max_length=80)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(fields=["event", "subscriber"], name="cc_delivery_once"),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(done_at__isnull=True, dead_at__isnull=True),
                name="cc_delivery_due",
            ),
        ]

    def __str__(self):
        return f"{self.subscriber} of event {self.event_id}"
