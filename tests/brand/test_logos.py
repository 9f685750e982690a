"""Which pictures can be a logo: what the file holds decides, and the refusal says what to upload."""

import struct
import zlib

import pytest
from PIL import Image as Picture

from channel_community.models import BrandKit
from channel_community.partners.actions import kit_save
from tests.brand.conftest import kit_form, png, stored

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="600" height="200"><script>alert(1)</script></svg>'


def bomb(width=40_000, height=40_000):
    """A PNG that says it is huge and is a few bytes long."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (SVG, "logo.svg", "An SVG drawing cannot be a logo"),
        (SVG, "logo.png", "not a picture that can be drawn"),
        (b"hello", "logo.png", "not a picture that can be drawn"),
        (b"", "logo.png", "not a picture that can be drawn"),
        (bomb(), "logo.png", "24 million"),
        (bomb(6000, 5000), "logo.png", "24 million"),
    ],
)
@pytest.mark.parametrize("field", ["logo_light", "logo_dark"])
def test_what_cannot_be_drawn_everywhere_is_refused_beside_the_field(
    client, manager, content, name, words, field
):
    image = stored(content, name)
    answer = client.post("/admin/community_kits/new/", kit_form(**{field: str(image.pk)}))
    assert answer.status_code == 200
    [message] = answer.context["form"].errors[field]
    assert words in message
    assert not BrandKit.objects.exists()


def test_a_refusal_says_what_to_upload(client, manager):
    image = stored(SVG, "logo.svg")
    answer = client.post("/admin/community_kits/new/", kit_form(logo_light=str(image.pk)))
    assert "PNG or WebP" in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (png(size=(120, 40)), "120 pixels wide"),
        (png(mode="RGB"), "no transparent background"),
        (png(colour=(255, 0, 255, 255)), "no transparent background"),
    ],
)
def test_a_poor_logo_is_accepted_with_a_word_about_it(client, manager, content, words):
    image = stored(content)
    answer = client.post("/admin/community_kits/new/", kit_form(logo_light=str(image.pk)), follow=True)
    assert BrandKit.objects.get().logo_light_id == image.pk
    assert words in answer.content.decode()


def test_a_good_logo_is_accepted_without_a_word(client, manager):
    image = stored(png())
    answer = client.post("/admin/community_kits/new/", kit_form(logo_light=str(image.pk)), follow=True)
    assert "transparent background" not in answer.content.decode()


def test_a_logo_whose_file_is_out_of_reach_does_not_stop_other_changes(manager):
    image = stored(png())
    kit = kit_save(name="Kit", accent="#0b6e4f", logo_light=image)
    image.file.storage.delete(image.file.name)
    assert kit_save(kit=kit, name="Renamed").name == "Renamed"


def test_pillow_itself_would_have_opened_the_drawing_as_nothing():
    """The refusal of a disguised drawing rests on this."""
    assert "SVG" not in Picture.registered_extensions().values()
