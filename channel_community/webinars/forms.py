"""Forms for webinars. They read what was typed; the actions decide whether it holds."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.db.models import QuerySet
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from channel_community.conf import settings
from channel_community.exceptions import CommunityError
from channel_community.partners.models import Partner
from channel_community.web import add_errors
from channel_community.webinars import clock, values
from channel_community.webinars.models import Webinar

_zones = lazy(clock.zone_choices, tuple)


class WebinarForm(forms.Form):
    """What a host says of a webinar: the same form for proposing one and for changing it."""

    title = forms.CharField(
        label=_("Title"),
        max_length=values.TITLE_MAX,
        error_messages={"required": _("Give the webinar a title.")},
    )
    summary = forms.CharField(
        label=_("In one sentence"),
        max_length=values.SUMMARY_MAX,
        help_text=_("What will people take away?"),
        error_messages={"required": _("Say in one sentence what people will take away.")},
    )
    body = forms.CharField(
        label=_("Description"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("For whom it is, what you will show, what to bring. Markdown works."),
    )
    date = forms.DateField(
        label=_("Date"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Choose a day."),
            "invalid": _("Write the day as year, month and day, for example 2027-02-01."),
        },
    )
    time = forms.TimeField(
        label=_("Start, on your clock"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={
            "required": _("Say when it starts."),
            "invalid": _("Write the time as hours and minutes, for example 15:30."),
        },
    )
    fold = forms.TypedChoiceField(
        label=_("Clocks show this time twice. Which one?"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("0", _("The first, before clocks are put back")), ("1", _("The second, after it"))],
        widget=forms.RadioSelect,
    )
    timezone = forms.ChoiceField(
        label=_("Time zone"),
        choices=_zones,
        error_messages={
            "required": _("Choose the time zone of your clock."),
            "invalid_choice": _("Choose a time zone from the list, for example Europe/Berlin."),
        },
    )
    duration_minutes = forms.IntegerField(
        label=_("Length in minutes"),
        min_value=5,
        max_value=1440,
        initial=45,
        error_messages={
            "required": _("Say how many minutes it takes."),
            "invalid": _("Write the minutes in digits, for example 45."),
            "min_value": _("A webinar takes at least %(limit_value)s minutes."),
            "max_value": _("A webinar takes at most %(limit_value)s minutes, which is one day."),
        },
    )
    capacity = forms.IntegerField(
        label=_("Seats"),
        required=False,
        min_value=1,
        max_value=10_000,
        help_text=_("Leave it empty when everybody may come."),
        error_messages={
            "invalid": _("Write the number of seats in digits, or leave it empty."),
            "min_value": _("Allow at least one seat, or leave it empty when everybody may come."),
            "max_value": _("Allow at most %(limit_value)s seats, or leave it empty when everybody may come."),
        },
    )
    join_url = forms.CharField(
        label=_("Meeting address"),
        required=False,
        max_length=values.URL_MAX,
        widget=forms.URLInput,
        help_text=_("Where you will meet. It is shown only to people with a seat, shortly before the start."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].max_length = settings.POST_MAX_LENGTH
        if not self._is_ambiguous():
            del self.fields["fold"]

    def arguments(self) -> dict:
        """Keyword arguments for the actions, of a valid form."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in {"date", "time"}}
        data["local_start"] = datetime.combine(self.cleaned_data["date"], self.cleaned_data["time"])
        return data

    def show(self, error: CommunityError) -> None:
        """Put an action's refusal beside the fields that it names."""
        errors = {"time" if name == "local_start" else name: words for name, words in error.errors.items()}
        add_errors(self, type(error)(error.detail, code=error.code, errors=errors))

    def _is_ambiguous(self) -> bool:
        """Whether clocks show the typed time twice; then the form asks which one is meant."""
        raw = [self[name].value() for name in ("date", "time", "timezone")]
        try:
            day, time = (
                self.fields[name].to_python(value)
                for name, value in zip(("date", "time"), raw[:2], strict=True)
            )
            clock.validate_zone(raw[2] or "")
            return bool(day and time) and clock.is_ambiguous(datetime.combine(day, time), raw[2])
        except (forms.ValidationError, CommunityError, OverflowError):
            return False


class ProposeForm(WebinarForm):
    """The form for a new webinar, which also says in whose name it is held."""

    partner = forms.ModelChoiceField(
        label=_("Held for"),
        queryset=Partner.objects.none(),
        required=False,
        empty_label=_("The whole community"),
        help_text=_("The webinar wears this partner's colours."),
        error_messages={
            "required": _("Choose the partner for whom you host."),
            "invalid_choice": _("Choose a partner from the list: you may host for those."),
        },
    )

    def __init__(self, *args, partners: QuerySet[Partner], needs_partner: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = partners
        self.fields["partner"].required = needs_partner


class EditForm(WebinarForm):
    """The form for changing a webinar; whoever changes another person's says why."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        help_text=_("The host reads it, and it is kept in the log."),
        error_messages={"required": _("Say why, in a few words.")},
    )

    def __init__(self, *args, webinar: Webinar, needs_reason: bool, **kwargs):
        kwargs["initial"] = {**_initial(webinar), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        if not needs_reason:
            del self.fields["reason"]


def _initial(webinar: Webinar) -> dict:
    wall = clock.wall_of(webinar.local_start)
    same = {name: getattr(webinar, name) for name in ("title", "summary", "body", "timezone")}
    return {
        **same,
        "date": wall.date(),
        "time": wall.time(),
        "fold": clock.fold_of(webinar.starts_at, webinar.timezone),
        "duration_minutes": webinar.duration_minutes,
        "capacity": webinar.capacity,
        "join_url": webinar.join_url,
    }
