import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from channel_community.webinars.enums import RegistrationState, WebinarState

MEMBER = "channel_community.Member"


class Webinar(models.Model):
    """A session that a peer hosts. The wall time and its IANA zone are the truth; `starts_at` is derived.

    `seats_taken` counts confirmed registrations, under the row's lock. `calendar_sequence` is the SEQUENCE of
    RFC 5546 and rises whenever time, length or state change.
    """

    partner = models.ForeignKey(
        "channel_community.Partner", null=True, blank=True, on_delete=models.PROTECT, related_name="webinars"
    )
    host = models.ForeignKey(MEMBER, on_delete=models.PROTECT, related_name="hosted_webinars")
    title = models.CharField(_("title"), max_length=150)
    slug = models.SlugField(max_length=80)
    summary = models.CharField(_("in one sentence"), max_length=240)
    body = models.TextField(_("description"), blank=True)
    html = models.TextField(blank=True, editable=False)
    local_start = models.DateTimeField(
        _("start, host's wall time"),
        help_text=_("Stored without a zone shift: its UTC reading is the wall time."),
    )
    timezone = models.CharField(_("time zone"), max_length=64)
    starts_at = models.DateTimeField(_("start"))
    duration_minutes = models.PositiveSmallIntegerField(
        _("length in minutes"), default=45, validators=[MinValueValidator(5), MaxValueValidator(1440)]
    )
    capacity = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(10_000)]
    )
    seats_taken = models.PositiveIntegerField(default=0, editable=False)
    join_url = models.URLField(_("meeting address"), max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=WebinarState.choices, default=WebinarState.SCHEDULED)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    calendar_sequence = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=now)
    updated_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("webinar")
        verbose_name_plural = _("webinars")
        indexes = [models.Index(fields=["state", "starts_at"], name="cc_webinar_when")]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(seats_taken__lte=F("capacity")),
                name="cc_webinar_seats",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("channel_community:webinar", args=[self.pk, self.slug])


class Registration(models.Model):
    """A member's seat in a webinar. One row per member; cancelling and returning change its state."""

    webinar = models.ForeignKey(Webinar, on_delete=models.CASCADE, related_name="registrations")
    member = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="registrations")
    state = models.CharField(
        max_length=10, choices=RegistrationState.choices, default=RegistrationState.CONFIRMED
    )
    created_at = models.DateTimeField(default=now)
    updated_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.UniqueConstraint(fields=["webinar", "member"], name="cc_registration_once"),
        ]

    def __str__(self):
        return f"{self.member_id} in {self.webinar_id}"
