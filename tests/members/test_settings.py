"""The form in which members say who they are."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from channel_community.members.models import Member
from tests.factories import MemberFactory, UserFactory

pytestmark = pytest.mark.django_db
PATH = "/community/me/settings/"


@pytest.fixture
def member(db):
    return MemberFactory(name="Ana", headline="Keeps tapes", timezone="Europe/Berlin")


@pytest.fixture
def browser(client, member):
    client.force_login(member.user)
    return client


def form(**changes):
    return {"name": "Ana Silva", "headline": "", "bio": "", "timezone": "Europe/Lisbon", **changes}


def picture(kind="PNG", size=(600, 400), **values):
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, kind, **values)
    return SimpleUploadedFile(f"me.{kind.lower()}", buffer.getvalue())


def test_what_was_saved_is_shown(browser, member):
    response = browser.post(PATH, form(bio="I keep *tapes*."))
    assert response.status_code == 302
    assert response["Location"] == PATH
    member.refresh_from_db()
    assert (member.name, member.timezone, member.bio) == ("Ana Silva", "Europe/Lisbon", "I keep *tapes*.")
    assert "Ana Silva" in browser.get(PATH).content.decode()


def test_signed_out_people_are_asked_to_sign_in(client, db):
    assert client.get(PATH)["Location"].startswith("/accounts/login/?next=")
    assert client.post(PATH, form())["Location"].startswith("/accounts/login/?next=")


def test_a_user_without_a_profile_gets_one_by_saving_and_not_by_looking(client):
    user = UserFactory(username="nina@mail.example", email="nina@mail.example")
    client.force_login(user)
    user.community_member.delete()
    page = client.get(PATH).content.decode()
    assert not Member.objects.filter(user=user).exists()
    assert "mail.example" not in page
    assert client.post(PATH, form(name="Nina")).status_code == 302
    assert Member.objects.get(user=user).name == "Nina"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "\u200b \u202e"),
        ("name", "x" * 81),
        ("name", "a\x00b"),
        ("headline", "x" * 121),
        ("bio", "x" * 1001),
        ("bio", "a\x00b"),
        ("timezone", "Mars/Olympus"),
        ("timezone", ""),
    ],
)
def test_what_cannot_be_saved_is_named_and_kept(browser, member, field, value):
    response = browser.post(PATH, form(**{"headline": "A new headline", field: value}))
    assert response.status_code == 400
    content = response.content.decode()
    assert f'id="id_{field}_error"' in content
    if field != "headline":
        assert "A new headline" in content
    member.refresh_from_db()
    assert member.name == "Ana"


def test_the_header_keeps_the_name_one_has(browser):
    content = browser.post(PATH, form(name="Somebody Else", bio="x" * 1001)).content.decode()
    assert "Your menu, Ana" in content


def test_names_are_one_line_without_marks_that_turn_them_round(browser, member):
    browser.post(PATH, form(name=" Ana\n\u202eSilva ", headline="a\tb"))
    member.refresh_from_db()
    assert (member.name, member.headline) == ("Ana Silva", "a b")


def test_hostile_words_are_shown_as_words(browser, member):
    browser.post(
        PATH, form(name="<b>Ana", headline="<img src=x onerror=alert(1)>", bio="<script>alert(1)</script>")
    )
    for path in (PATH, reverse("channel_community:member", args=[member.handle]), "/community/me/"):
        content = browser.get(path).content.decode()
        assert not re.search(r"<b>Ana|<img src=x|<script>alert", content)
        assert "&lt;b&gt;Ana" in content


def test_a_stale_token_keeps_the_words(member):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(member.user)
    response = browser.post(PATH, form(bio="Half an hour of work."))
    assert response.status_code == 403
    assert "Half an hour of work." in response.content.decode()
    member.refresh_from_db()
    assert member.bio == ""


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_drawn_again_small_and_square(browser, member, kind):
    assert browser.post(PATH, form(avatar=picture(kind))).status_code == 302
    member.refresh_from_db()
    assert member.avatar.name.endswith(".webp")
    assert "me" not in member.avatar.name.rpartition("/")[2].partition(".")[0][:2]
    with Image.open(member.avatar) as image:
        assert (image.format, image.size) == ("WEBP", (256, 256))
        assert not image.getexif()


def test_what_a_camera_wrote_into_a_picture_is_dropped(browser, member):
    exif = Image.Exif()
    exif[0x010E] = "canary: my house"
    browser.post(PATH, form(avatar=picture("JPEG", exif=exif)))
    member.refresh_from_db()
    assert b"canary" not in member.avatar.read()


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (SimpleUploadedFile("me.png", b"<svg onload=alert(1)>"), "no PNG, JPEG or WebP"),
        (SimpleUploadedFile("me.svg", b"<svg/>"), "no PNG, JPEG or WebP"),
        (SimpleUploadedFile("me.png", b"\x89PNG\r\n\x1a\n broken"), "no PNG, JPEG or WebP"),
        (SimpleUploadedFile("me.png", b""), "empty"),
        (picture("GIF"), "no PNG, JPEG or WebP"),
        (picture("PNG", size=(6000, 4001)), "too many pixels"),
        (SimpleUploadedFile("me.png", b"x" * (5 * 1024 * 1024 + 1)), "larger than 5 MB"),
    ],
    ids=["svg as png", "svg", "broken", "empty", "gif", "bomb", "large"],
)
def test_files_that_are_no_pictures(browser, member, upload, words):
    upload.seek(0)
    response = browser.post(PATH, form(headline="A new headline", avatar=upload))
    assert response.status_code == 400
    content = response.content.decode()
    assert words in content
    assert "A new headline" in content
    member.refresh_from_db()
    assert not member.avatar


def test_saving_without_a_picture_keeps_the_one_there_is(browser, member):
    browser.post(PATH, form(avatar=picture()))
    member.refresh_from_db()
    kept = member.avatar.name
    browser.post(PATH, form(headline="Changed"))
    member.refresh_from_db()
    assert member.avatar.name == kept


def test_other_methods_are_not_allowed(browser):
    assert browser.put(PATH).status_code == 405


def test_a_picture_with_damaged_metadata_is_refused_in_words(browser, member):
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "x" * 40
    damaged = bytearray(picture("JPEG", (64, 64), exif=exif).read())
    damaged[41] = 0  # within the directory of the EXIF block
    response = browser.post(PATH, form(avatar=SimpleUploadedFile("me.jpeg", bytes(damaged))))
    assert response.status_code == 400
    assert "no PNG, JPEG or WebP picture" in response.content.decode()


def test_the_picture_is_shown_and_can_be_removed(browser, member):
    browser.post(PATH, form(avatar=picture()))
    member.refresh_from_db()
    assert f'src="{member.avatar.url}"' in browser.get(PATH).content.decode().partition('type="file"')[0]
    assert browser.post(PATH, form(**{"avatar-clear": "on"})).status_code == 302
    member.refresh_from_db()
    assert not member.avatar
