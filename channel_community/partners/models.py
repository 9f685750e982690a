from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string

from channel_community.members.enums import MembershipRole
from channel_community.partners.enums import Corner, InvitationState, PartnerState, Typeface
from channel_community.partners.logo_checks import check_logo
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
        problems = {**self._logo_problems(), **self._accent_problems()}
        if problems:
            raise ValidationError(problems)

    def _logo_problems(self) -> dict:
        """A logo that is there already stays: its file may be out of reach for a while."""
        names = ("logo_light", "logo_dark")
        stored = type(self).objects.filter(pk=self.pk).values_list("logo_light_id", "logo_dark_id").first()
        before = dict(zip(names, stored or (None, None), strict=True))
        problems = {}
        for name in names:
            image = getattr(self, name)
            if image is None or image.pk == before[name]:
                continue
            try:
                check_logo(image)
            except ValidationError as error:
                problems[name] = error
        return problems

    def _accent_problems(self) -> dict:
        try:
            for colour in (self.accent, self.accent_dark or self.accent):
                validate_colour(colour)
            check_accents(self.accent, self.accent_dark)
        except ValidationError as error:
            # Without fields it is the shape of a colour, and the field itself says what is wrong.
            return error.error_dict if hasattr(error, "error_dict") else {}
        return {}


class PartnerTier(models.Model):
    """How far a partner has come in the brand's programme. The highest rank stands first in the directory."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    slug = models.SlugField(_("slug"), max_length=40, unique=True)
    rank = models.PositiveSmallIntegerField(_("rank"), default=1, help_text=_("The highest stands first."))

    class Meta:
        verbose_name = _("partner tier")
        verbose_name_plural = _("partner tiers")
        ordering = ["-rank", "name"]

    def __str__(self):
        return self.name


class Speciality(models.Model):
    """What partners are good at; visitors of the directory filter by it."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("slug"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("speciality")
        verbose_name_plural = _("specialities")
        ordering = ["name"]

    def __str__(self):
        return self.name


def _own(model, *, verbose_name=""):
    """A reference to what onboarding makes for one partner; the partner outlives it."""
    return models.OneToOneField(
        model,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=verbose_name,
    )


class Partner(models.Model):
    """A channel partner: the tenant. Business data hangs on this row, never on a page.

    `collection`, `editors_group`, `admins_group` and `customers_group` are made at the onboarding.
    The groups hold whoever has that membership, so that Wagtail's own privacy settings and rights can name
    them. `hidden` remembers which view restrictions a suspension put in the way: ids, by kind.
    """

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=PartnerState.choices, default=PartnerState.ACTIVE
    )
    tagline = models.CharField(_("tagline"), max_length=120, blank=True)
    description = models.TextField(_("description"), max_length=2000, blank=True)
    region = models.CharField(_("region"), max_length=80, blank=True, db_index=True)
    tier = models.ForeignKey(
        PartnerTier,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="partners",
        verbose_name=_("tier"),
    )
    specialities = models.ManyToManyField(
        Speciality, blank=True, related_name="partners", verbose_name=_("specialities")
    )
    website = models.URLField(_("website"), blank=True)
    brand_kit = models.OneToOneField(
        BrandKit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="partner",
        verbose_name=_("brand kit"),
    )
    site = models.ForeignKey(
        "wagtailcore.Site",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("site"),
        help_text=_("The site whose directory lists the partner."),
    )
    admins_publish = models.BooleanField(
        _("administrators publish themselves"),
        default=False,
        help_text=_("Without this, whatever the partner writes waits for the brand's approval."),
    )
    collection = _own("wagtailcore.Collection", verbose_name=_("collection"))
    editors_group = _own(Group, verbose_name=_("editors"))
    admins_group = _own(Group, verbose_name=_("administrators"))
    customers_group = _own(Group, verbose_name=_("customers"))
    hidden = models.JSONField(default=dict, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Invitation(models.Model):
    """An invitation to join a partner's people: one address, one role, one use.

    The link carries a signed token with `nonce`; sending again changes it, so only the newest link opens.
    """

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("mail address"))
    role = models.CharField(_("role"), max_length=12, choices=MembershipRole.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=InvitationState.choices, default=InvitationState.PENDING
    )
    nonce = models.CharField(max_length=43, editable=False)
    invited_by = models.ForeignKey(
        "channel_community.Member", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    accepted_by = models.ForeignKey(
        "channel_community.Member", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    sent_count = models.PositiveSmallIntegerField(_("times sent"), default=0, editable=False)
    sent_at = models.DateTimeField(_("last sent"), null=True, editable=False)
    expires_at = models.DateTimeField(_("open until"))
    closed_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "email", "role"],
                condition=models.Q(state=InvitationState.PENDING),
                name="cc_invitation_once",
            ),
        ]

    def __str__(self):
        return f"{self.email} · {self.get_role_display()}"


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
