"""Social cards in both schemes: readable, never broken by what a title holds, drawn once."""

import io
import threading

import pytest
from PIL import Image

from channel_community.partners import cards
from channel_community.partners.actions import kit_save
from channel_community.partners.branding import branding_of, community_of, forget
from channel_community.partners.cards import Card, card_png
from channel_community.partners.colours import contrast
from tests.brand.conftest import png, stored
from tests.factories import PartnerFactory

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])


def card(title="How we restore", *, is_dark=False, name="Fjordgrid", **kit):
    partner = PartnerFactory(name=name, brand_kit=kit_save(**{"name": "F", "accent": "#0b6e4f", **kit}))
    return Card(
        title=title,
        community=community_of(None),
        branding=branding_of(partner),
        kicker="Hello",
        is_dark=is_dark,
    )


def opened(made):
    return Image.open(io.BytesIO(card_png(made))).convert("RGB")


def hexed(pixel):
    return "#{:02x}{:02x}{:02x}".format(*pixel)


@BOTH
@pytest.mark.parametrize("accent", ["#0b6e4f", "#e0701f", "#1f4f8f", "#111111", "#d01c8b"])
def test_every_word_on_a_card_can_be_read(accent, is_dark):
    made = card(accent=accent, is_dark=is_dark)
    assert contrast(made.look.ink, made.look.body) >= 4.5
    assert contrast(made.look.band_ink, made.look.band) >= 4.5
    colours = opened(made).crop((0, 170, 1200, 630)).getcolors(1 << 20)
    behind = {hexed(colour) for count, colour in colours if count > 9000 and hexed(colour) != made.look.ink}
    assert behind
    assert min(contrast(made.look.ink, colour) for colour in behind) >= 4.5


def test_on_dark_a_card_is_dark():
    image = opened(card(is_dark=True))
    assert max(image.getpixel((5, 5))) < 60
    assert max(image.getpixel((5, 620))) < 80


def test_on_dark_the_dark_logo_is_drawn():
    light, dark = (
        stored(png(colour=(255, 0, 0, 255)), "light.png"),
        stored(png(colour=(0, 0, 255, 255)), "dark.png"),
    )
    image = opened(card(is_dark=True, logo_light=light, logo_dark=dark)).crop((0, 0, 1200, 148))
    found = {colour for _count, colour in image.getcolors(1 << 20)}
    assert (0, 0, 255) in found
    assert (255, 0, 0) not in found


def test_on_dark_a_logo_for_light_stands_on_a_chip():
    image = opened(card(is_dark=True, logo_light=stored(png(colour=(255, 0, 0, 255)))))
    colours = {colour: count for count, colour in image.crop((0, 0, 1200, 148)).getcolors(1 << 20)}
    assert colours[(255, 255, 255)] > 1000
    assert colours[(255, 0, 0)] > 1000


TEXTS = [
    "",
    "W" * 400,
    "word " * 300,
    "日本語のタイトル",
    "مرحبا بالعالم",
    "שלום עולם",
    "👩‍🚀🚀",
    "Ünïcödé ẞ",
    "a\u0301\u0327" * 90,
]


@BOTH
@pytest.mark.parametrize("text", TEXTS)
def test_no_text_breaks_a_card(text, is_dark):
    assert opened(card(text, is_dark=is_dark, name=(text or "x")[:80])).size == (1200, 630)


def test_a_title_that_cannot_be_written_leaves_a_clean_card():
    assert card_png(card("日本語のタイトル")) != card_png(card("Japanese"))
    forget()
    bare = opened(card("日本語のタイトル")).crop((0, 300, 1200, 630))
    empty = opened(card("")).crop((0, 300, 1200, 630))
    assert bare.tobytes() == empty.tobytes()


def test_light_and_dark_have_addresses_of_their_own():
    light = card()
    assert Card(**{**vars(light), "is_dark": True}).key != light.key


def test_a_card_that_many_ask_for_at_once_is_drawn_once(monkeypatch):
    made, drawn = card(), []
    at_once = threading.Barrier(4)
    monkeypatch.setattr(cards, "draw", lambda one: drawn.append(one) or b"png")

    def ask():
        at_once.wait(5)
        card_png(made)

    people = [threading.Thread(target=ask) for _number in range(4)]
    for person in people:
        person.start()
    for person in people:
        person.join(5)
    assert len(drawn) == 1
