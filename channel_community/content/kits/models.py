"""Content that the brand writes once and every partner wears: kits, versions, and what carries them out.

The pages that wear a kit are in ``content/kits/pages.py``.
"""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin

from channel_community.content.fields import SectionsField
from channel_community.content.kits.enums import RolloutKind, RolloutState
from channel_community.content.registry import kit_blocks

MEMBER = "channel_community.Member"


class ContentKit(PreviewableMixin, LockableMixin, DraftStateMixin, RevisionMixin, models.Model):
    """What the brand is writing. Publishing it makes a `KitVersion`, and only those reach partners.

    `sections` holds locked blocks, the same as on a page, and slots: blocks that say what a partner may put
    there. A block keeps its id from version to version, and a slot's value is stored under that id.
    """

    name = models.CharField(
        _("name"), max_length=80, unique=True, help_text=_("What partners see in the list of kits.")
    )
    purpose = models.CharField(
        _("purpose"), max_length=200, blank=True, help_text=_("What it is for, and for whom.")
    )
    title = models.CharField(
        _("page title"), max_length=120, help_text=_("The title of a new copy; a partner may reword it.")
    )
    lead = models.TextField(_("lead"), max_length=400, blank=True)
    sections = SectionsField(blocks=kit_blocks, blank=True, verbose_name=_("sections"))
    auto_approve = models.BooleanField(
        _("publish edits at once"),
        default=False,
        help_text=_("What a partner writes in the slots, within their rules, goes live without approval."),
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="content_kit")

    class Meta:
        verbose_name = _("content kit")
        verbose_name_plural = _("content kits")
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def revisions(self):
        return self._revisions

    @property
    def preview_modes(self):
        from channel_community.content.kits.preview import modes  # noqa: PLC0415 - previews need every model

        return modes()

    def get_preview_template(self, request, mode_name):
        return "channel_community/content/kit_preview.html"

    def get_preview_context(self, request, mode_name):
        from channel_community.content.kits.preview import context_of  # noqa: PLC0415

        return context_of(self, request, mode_name)


class KitVersion(models.Model):
    """A kit as it was published. It never changes; `forced_at` and `recalled_at` say what became of it.

    `content` is the stored JSON of the sections: a list of blocks with type, id and value.
    """

    kit = models.ForeignKey(ContentKit, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(max_length=120)
    lead = models.TextField(max_length=400, blank=True)
    content = models.JSONField(default=list)
    note = models.CharField(_("what changed"), max_length=300, blank=True)
    published_by = models.ForeignKey(
        MEMBER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_at = models.DateTimeField(default=timezone.now)
    forced_at = models.DateTimeField(null=True, blank=True)
    recalled_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("kit version")
        verbose_name_plural = _("kit versions")
        ordering = ["kit", "-number"]
        constraints = [models.UniqueConstraint(fields=["kit", "number"], name="cc_kit_version_once")]

    def __str__(self):
        return f"{self.kit} · {self.number}"


class KitRollout(models.Model):
    """Something that is carried to every copy in batches; it can stop anywhere and be taken up again.

    `cursor` is the id of the last page dealt with: `done + failed` of `total` copies are behind it.
    """

    version = models.ForeignKey(KitVersion, on_delete=models.CASCADE, related_name="rollouts")
    kind = models.CharField(max_length=10, choices=RolloutKind.choices)
    state = models.CharField(max_length=10, choices=RolloutState.choices, default=RolloutState.RUNNING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    cursor = models.PositiveBigIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)
    started_by = models.ForeignKey(MEMBER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("rollout")
        verbose_name_plural = _("rollouts")
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["state", "touched_at"], name="cc_rollout_open")]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.version}"
