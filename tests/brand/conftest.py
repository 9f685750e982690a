"""A channel manager at the form of a brand kit, and pictures to upload."""

import io

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from PIL import Image as Picture
from wagtail.images import get_image_model

from channel_community.members.enums import MANAGERS_GROUP
from channel_community.partners.branding import forget
from tests.factories import MemberFactory


@pytest.fixture(autouse=True)
def _no_memory():
    forget()
    yield
    forget()


@pytest.fixture
def manager(client, db):
    call_command("community_setup", verbosity=0)
    member = MemberFactory()
    member.user.groups.add(Group.objects.get(name=MANAGERS_GROUP))
    client.force_login(member.user)
    return member


def png(size=(600, 200), colour=(255, 0, 255, 0), mode="RGBA"):
    data = io.BytesIO()
    Picture.new(mode, size, colour[: len(mode)]).save(data, "PNG")
    return data.getvalue()


def stored(content, name="logo.png"):
    """An image row with a file of these bytes, however little they fit its name."""
    model = get_image_model()
    path = default_storage.save(f"original_images/{name}", ContentFile(content))
    image = model.objects.create(title=name, file=ContentFile(png(), name="first.png"))
    model.objects.filter(pk=image.pk).update(file=path)
    return model.objects.get(pk=image.pk)


def kit_form(**changes):
    return {
        "name": "Fjordgrid",
        "accent": "#0b6e4f",
        "accent_dark": "",
        "secondary": "",
        "typeface": "manrope",
        "corner": "soft",
        "logo_light": "",
        "logo_dark": "",
        **changes,
    }
