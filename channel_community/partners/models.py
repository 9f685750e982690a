from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string

from channel_community.partners.enums import Corner, PartnerState, Typeface
from channel_community.partners.validators import check_accents

validate_colour = RegexValidator(
    r"\A#[0-9a-fA-F]{6}\Z", _("Write the colour as # and six hexadecimal digits, for example #0b6e4f.")
)


class BrandKit(models.Model):
    """Logo, colours and type of the brand or of a partner. It sets design tokens and nothing else.

    `accent` and `accent_dark` carry actions and links on light and dark surfaces. The colours of text on
    them are derived when the kit is saved, and `version` rises, which changes the address of its stylesheet.
    """

    name = models.CharField(_("name"), max_length=80)
    logo_light = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo on light"),
    )
    logo_dark = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo on dark"),
    )
    accent = models.CharField(
        _("accent colour"), max_length=7, validators=[validate_colour], default="#1f4f8f"
    )
    accent_dark = models.CharField(
        _("accent colour on dark"), max_length=7, validators=[validate_colour], blank=True
    )
    secondary = models.CharField(_("second colour"), max_length=7, validators=[validate_colour], blank=True)
    typeface = models.CharField(
        _("typeface"), max_length=20, choices=Typeface.choices, default=Typeface.SOURCE_SANS
    )
    corner = models.CharField(_("corners"), max_length=8, choices=Corner.choices, default=Corner.SOFT)
    derived = models.JSONField(default=dict, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("brand kit")
        verbose_name_plural = _("brand kits")

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        try:
            for colour in (self.accent, self.accent_dark or self.accent):
                validate_colour(colour)
        except ValidationError:
            return  # the field itself says what is wrong
        check_accents(self.accent, self.accent_dark)


class Partner(models.Model):
    """A channel partner: the tenant. Business data hangs on this row, never on a page."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=PartnerState.choices, default=PartnerState.ACTIVE
    )
    tagline = models.CharField(_("tagline"), max_length=120, blank=True)
    description = models.TextField(_("description"), max_length=2000, blank=True)
    region = models.CharField(_("region"), max_length=80, blank=True)
    website = models.URLField(_("website"), blank=True)
    brand_kit = models.OneToOneField(
        BrandKit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="partner",
        verbose_name=_("brand kit"),
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["name"]

    def __str__(self):
        return self.name


@register_setting(icon="group")
class BrandSettings(BaseSiteSetting):
    """The brand that owns the site: its name, its one line and its kit."""

    name = models.CharField(_("brand name"), max_length=80, blank=True)
    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    brand_kit = models.ForeignKey(
        BrandKit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("brand kit"),
    )

    class Meta:
        verbose_name = _("community brand")
