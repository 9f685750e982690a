"""What people type to invite somebody, and to join."""

from __future__ import annotations

import re

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.utils.translation import gettext_lazy as _

from channel_community import sanitize
from channel_community.members.enums import MembershipRole
from channel_community.partners.invitations.rules import ROLES

#: Addresses that one form takes.
MAX_ADDRESSES = 20

CHOICES = {
    MembershipRole.EDITOR: _("Editor: writes pages and articles, answers customers, hosts webinars"),
    MembershipRole.ADMIN: _("Administrator: the same, and invites editors"),
    MembershipRole.CUSTOMER: _("Customer: reads and asks what is open to customers only"),
}


class InviteForm(forms.Form):
    """Mail addresses and one role. `roles` are those that the person who invites may give."""

    emails = forms.CharField(
        label=_("Mail addresses"),
        help_text=_("One or several, each on a line of its own or with commas between them."),
        max_length=5000,
        widget=forms.Textarea(
            attrs={"rows": 3, "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    role = forms.ChoiceField(label=_("Invite them as"), widget=forms.RadioSelect)

    def __init__(self, *args, roles=ROLES, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, CHOICES[role]) for role in roles]
        self.fields["role"].initial = roles[0].value if roles else ""

    def clean_emails(self) -> list[str]:
        found = [part for part in re.split(r"[\s,;]+", self.cleaned_data["emails"]) if part]
        if not found:
            raise forms.ValidationError(_("Write at least one mail address."))
        if len(found) > MAX_ADDRESSES:
            raise forms.ValidationError(
                _("These are %(count)d addresses. Send the invitations in rounds of at most %(most)d."),
                params={"count": len(found), "most": MAX_ADDRESSES},
            )
        return found


class AccountForm(forms.Form):
    """A name and a password. The address is the invitation's: it is shown, for people and their password
    managers, and what comes back of it is not looked at.
    """

    email = forms.CharField(
        label=_("Your mail address"),
        help_text=_("You sign in with it. The link you came by has proven that it is yours."),
        widget=forms.EmailInput(attrs={"autocomplete": "username", "readonly": True}),
    )
    name = forms.CharField(
        label=_("Your name"),
        help_text=_("Others see it beside what you write."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, data=None, *, email: str):
        bound = None if data is None else {**data.dict(), "email": email}
        super().__init__(bound, initial={"email": email})
        self.fields["password"].help_text = password_validators_help_text_html()

    def clean_name(self) -> str:
        name = sanitize.one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Others need something to call you: write a name."))
        return name
