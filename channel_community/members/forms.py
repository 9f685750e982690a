from __future__ import annotations

import io
import struct
import zlib
from zoneinfo import available_timezones

from django import forms
from django.core.files.base import ContentFile
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from channel_community import sanitize
from channel_community.members.models import Member

AVATAR_MAX_BYTES = 5 * 1024 * 1024
AVATAR_MAX_PIXELS = 24_000_000
AVATAR_EDGE = 256
FORMATS = ("PNG", "JPEG", "WEBP")
#: What Pillow's readers raise at damaged files; of metadata (EXIF) almost anything.
UNREADABLE = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    LookupError,
    EOFError,
    MemoryError,
    RecursionError,
    struct.error,
    zlib.error,
)


class PictureInput(forms.ClearableFileInput):
    """A file to choose, beside the picture there is and the box that takes it away."""

    template_name = "channel_community/elements/picture_input.html"
    clear_checkbox_label = _("Remove the picture")


class SettingsForm(forms.ModelForm):
    """What members say of themselves. A new picture is drawn again, small, without its metadata."""

    class Meta:
        model = Member
        fields = ["name", "headline", "bio", "timezone", "avatar"]
        help_texts = {
            "headline": _("What you do, in one line. It stands under your name."),
            "timezone": _("Webinars show their times in it."),
            "avatar": _("PNG, JPEG or WebP, at most 5 MB."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        zones = sorted(available_timezones() | {self.instance.timezone})
        self.fields["timezone"] = forms.ChoiceField(
            label=self.fields["timezone"].label,
            help_text=self.fields["timezone"].help_text,
            choices=[(zone, zone.replace("_", " ")) for zone in zones],
        )
        self.fields["avatar"] = forms.FileField(
            label=self.fields["avatar"].label,
            help_text=self.fields["avatar"].help_text,
            required=False,
            widget=PictureInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        )

    def clean_name(self):
        name = sanitize.one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Others need something to call you: write a name."))
        return name

    def clean_headline(self):
        return sanitize.one_line(self.cleaned_data["headline"])

    def clean_bio(self):
        return sanitize.normalise(self.cleaned_data["bio"])

    def clean_avatar(self):
        upload = self.cleaned_data["avatar"]
        if upload is False:  # the box beside the picture: away with it
            return ""
        if not upload or upload == self.instance.avatar:
            return self.instance.avatar
        if upload.size > AVATAR_MAX_BYTES:
            raise forms.ValidationError(_("The picture is larger than 5 MB. Choose a smaller one."))
        return redraw(upload)


def redraw(upload) -> ContentFile:
    """`upload` as a square WebP of AVATAR_EDGE pixels under a new name; ValidationError if it is none."""
    try:
        with Image.open(upload, formats=FORMATS) as image:
            if image.width * image.height > AVATAR_MAX_PIXELS:
                raise forms.ValidationError(
                    _("The picture has too many pixels. Choose one under 24 megapixels.")
                )
            upright = ImageOps.exif_transpose(image).convert("RGBA")
            small = ImageOps.fit(upright, (AVATAR_EDGE, AVATAR_EDGE))
    except forms.ValidationError:
        raise
    except UNREADABLE as error:
        raise forms.ValidationError(
            _("This file is no PNG, JPEG or WebP picture. Choose another.")
        ) from error
    buffer = io.BytesIO()
    small.save(buffer, "WEBP", quality=85)
    return ContentFile(buffer.getvalue(), name=f"{get_random_string(20).lower()}.webp")
