from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from channel_community.reputation.actions import level_save
from channel_community.reputation.enums import CAPABILITIES
from channel_community.reputation.models import Level


class LevelForm(WagtailAdminModelForm):
    """A level: its place on the ladder, its points, and the doors it opens."""

    capabilities = forms.MultipleChoiceField(
        label=gettext_lazy("Doors it opens"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Besides those of the levels below, which its members keep."),
    )

    class Meta:
        model = Level
        fields = ["name", "rank", "threshold", "description", "capabilities"]
        help_texts = {
            "rank": gettext_lazy("1 is the lowest. Ranks 1 to 3 are the advocates of the permission table."),
            "threshold": gettext_lazy(
                "Reached at this number, lost a little below it. Members move when their points change next."
            ),
            "description": gettext_lazy("What members read before the closed door, in a few words."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = {name: name for name in self.instance.capabilities if name not in CAPABILITIES}
        self.fields["capabilities"].choices = [*CAPABILITIES.items(), *own.items()]

    def clean(self):
        """Points rise with the rank, or a higher level would be reached before a lower one."""
        cleaned = super().clean()
        rank, threshold = cleaned.get("rank"), cleaned.get("threshold")
        if rank is None or threshold is None:
            return cleaned
        others = Level.objects.exclude(pk=self.instance.pk)
        below = others.filter(rank__lt=rank, threshold__gte=threshold).order_by("-threshold").first()
        above = others.filter(rank__gt=rank, threshold__lte=threshold).order_by("threshold").first()
        if below:
            self.add_error(
                "threshold", _("“%(level)s” stands below and needs %(points)d: ask for more.") % _words(below)
            )
        elif above:
            self.add_error(
                "threshold", _("“%(level)s” stands above and needs %(points)d: ask for less.") % _words(above)
            )
        return cleaned

    def save(self, commit=True):
        """The form has set the fields; the action adds what follows from them."""
        return level_save(level=self.instance) if commit else super().save(commit=False)


def _words(level: Level) -> dict:
    return {"level": level.name, "points": level.threshold}
