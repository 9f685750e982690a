"""What a channel manager fills in when a partner comes aboard, and when its state changes."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser

from channel_community.exceptions import Invalid
from channel_community.onboarding.addresses import read_addresses
from channel_community.onboarding.boards import CUSTOMERS, PUBLIC
from channel_community.onboarding.pages import default_site
from channel_community.partners.models import BrandKit, BrandSettings, validate_colour
from channel_community.partners.validators import check_accents


class PartnerForm(WagtailAdminModelForm):
    """Offers kits that nobody wears, and this partner's own."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        brands = BrandSettings.objects.exclude(brand_kit=None).values("brand_kit")
        offered = Q(partner=None) & ~Q(pk__in=brands)
        if self.instance.pk:
            offered |= Q(partner=self.instance.pk)
        self.fields["brand_kit"].queryset = BrandKit.objects.filter(offered).order_by("name")


class OnboardForm(PartnerForm):
    """The partner's fields, and what its space is made of."""

    accent = forms.CharField(
        label=_("Accent colour"),
        required=False,
        max_length=7,
        validators=[validate_colour],
        help_text=_("For a new kit: # and six digits, for example #0b6e4f. Empty takes the brand’s own."),
    )
    logo = forms.ModelChoiceField(
        label=_("Logo"),
        required=False,
        queryset=None,
        help_text=_("For a new kit: shown on light backgrounds. The one for dark can follow."),
    )
    editors = forms.CharField(
        label=_("Mail addresses of editors"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One to a line, or with commas. Each gets an invitation by mail."),
    )
    admins = forms.CharField(
        label=_("Mail addresses of administrators"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("They do what editors do, and invite and remove the partner’s people."),
    )
    public_boards = forms.CharField(
        label=_("Boards that everybody reads"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One title to a line."),
    )
    customers_board = forms.CharField(
        label=_("Board for customers"),
        required=False,
        max_length=80,
        help_text=_("Only customers of this partner and its staff read it. Empty makes none."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        images = get_image_model()
        self.fields["logo"].queryset = images.objects.all()
        self.fields["logo"].widget = AdminImageChooser()
        self.fields["logo"].widget.is_required = False
        self.initial.setdefault("public_boards", "\n".join(str(title) for title in PUBLIC))
        self.initial.setdefault("customers_board", str(CUSTOMERS))
        if not self.initial.get("site"):
            self.initial["site"] = default_site()

    def clean_accent(self) -> str:
        accent = self.cleaned_data["accent"]
        if accent:
            try:
                check_accents(accent, "")
            except ValidationError as error:
                raise ValidationError(error.messages) from error
        return accent

    def clean_editors(self) -> list[str]:
        return self._addresses("editors")

    def clean_admins(self) -> list[str]:
        return self._addresses("admins")

    def _addresses(self, name: str) -> list[str]:
        try:
            return read_addresses(name, self.cleaned_data[name])
        except Invalid as refused:
            raise ValidationError(refused.errors[name]) from refused

    def clean_public_boards(self) -> list[str]:
        lines = (line.strip() for line in self.cleaned_data["public_boards"].splitlines())
        return list(dict.fromkeys(filter(None, lines)))


class ReasonForm(forms.Form):
    """Why a partner's state changes."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept in the log, for those who ask later. The partner does not read it."),
    )
