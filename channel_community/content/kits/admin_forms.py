"""The small forms of the admin pages about kits."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput

from channel_community.content.kits.actions import NOTE_LENGTH


class ReasonForm(forms.Form):
    """Why a version is forced or recalled."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=NOTE_LENGTH,
        widget=AdminAutoHeightTextInput(),
        help_text=gettext_lazy("The partners read it in the mail and on their copy."),
        error_messages={"required": gettext_lazy("Say why: the partners read it.")},
    )


class RecallForm(ReasonForm):
    """A recall: why, and whether the copies go back to an older version, `target`."""

    put_back = forms.BooleanField(required=False, initial=True)

    def __init__(self, data=None, *, target=None):
        super().__init__(data)
        self.target = target
        if target is None:
            del self.fields["put_back"]
            return
        field = self.fields["put_back"]
        field.label = _("Put copies back to version %(number)d") % {"number": target.number}
        field.help_text = _(
            "It is the newest that is not recalled. Copies show it from the moment you confirm, keep what is "
            "in their slots, and those that were on air stay there. Without this they are off air."
        )

    def back_to(self):
        """The version that copies go back to; None: they go off air."""
        return self.target if self.target and self.cleaned_data.get("put_back") else None


class AdoptForm(forms.Form):
    """Under which partner's page the copy is made."""

    partner_page = forms.TypedChoiceField(label=gettext_lazy("Under"), coerce=int, required=False)

    def __init__(self, data=None, *, parents):
        super().__init__(data)
        self.parents = {page.pk: page for page in parents}
        self.fields["partner_page"].choices = [(page.pk, page.title) for page in parents]
        if len(self.parents) == 1:
            self.fields["partner_page"].widget = forms.HiddenInput()
            self.fields["partner_page"].initial = next(iter(self.parents))
        self.fields["partner_page"].error_messages["invalid_choice"] = _("Choose one of your own pages.")

    def chosen(self):
        """The page to make the copy under; the only one where there is one alone."""
        if len(self.parents) == 1 and not self.cleaned_data.get("partner_page"):
            return next(iter(self.parents.values()))
        return self.parents.get(self.cleaned_data.get("partner_page"))
