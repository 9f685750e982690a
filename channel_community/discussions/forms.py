"""Forms of discussions. They carry text; the rules are the actions' own, so that every door says the same."""

from __future__ import annotations

import secrets

from django import forms
from django.utils.translation import gettext_lazy as _

from channel_community.discussions.enums import ThreadKind
from channel_community.discussions.models import Board
from channel_community.discussions.validators import REASON_MAX_LENGTH


def new_client_key() -> str:
    """A key for one form, under which sending it twice makes one post."""
    return secrets.token_urlsafe(16)


class TextField(forms.CharField):
    """Text as it was typed: nothing is stripped or refused here, so that nothing typed is lost."""

    def __init__(self, **kwargs):
        super().__init__(required=False, strip=False, **kwargs)
        self.validators = []
        self.widget.is_required = True


def _reason_field() -> TextField:
    return TextField(
        label=_("Reason"),
        help_text=_("In a few words. It is kept in the log."),
        widget=forms.TextInput(attrs={"maxlength": REASON_MAX_LENGTH, "required": True}),
    )


class ReplyForm(forms.Form):
    """`body` is Markdown; `client_key` makes sending twice safe."""

    body = TextField(
        label=_("Your reply"),
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "required": True}),
    )
    client_key = TextField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("initial", {})
        kwargs["initial"].setdefault("client_key", new_client_key())
        super().__init__(*args, **kwargs)


class EditForm(forms.Form):
    """`body` is the post's Markdown; who changes another's post also gives a `reason`."""

    body = TextField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 10, "required": True}))

    def __init__(self, *args, needs_reason: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if needs_reason:
            self.fields["reason"] = _reason_field()


class RemoveForm(forms.Form):
    """Why a moderator takes a post down."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"] = _reason_field()


class ThreadForm(ReplyForm):
    """A new thread: `title`, `kind`, `body`, `tags` (words split by commas)."""

    field_order = ("title", "kind", "body", "tags", "client_key")

    title = TextField(
        label=_("Title"),
        help_text=_("One line that says what you want to know or talk about."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "required": True}),
    )
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=ThreadKind.choices,
        required=False,
        initial=ThreadKind.QUESTION,
        widget=forms.RadioSelect,
        help_text=_("A question can have one accepted answer."),
    )
    tags = TextField(
        label=_("Tags"),
        help_text=_(
            "Up to five words, separated by commas. They help people with the same problem find this."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].label = _("Text")
        self.fields["tags"].widget.is_required = False


class BoardForm(forms.ModelForm):
    """A board as the channel manager edits it."""

    class Meta:
        model = Board
        fields = ["title", "slug", "description", "partner", "access", "group", "position", "is_closed"]

    def clean(self):
        values = super().clean()
        if values.get("access") == "group" and not values.get("group"):
            self.add_error("group", _("Choose the group or level that may read this board."))
        return values
