"""Social cards are pictures of the right size, in the partner's colours, that say what they should."""

import io

import pytest
from PIL import Image

from channel_community.partners.actions import kit_save
from channel_community.partners.branding import branding_of, community_of
from channel_community.partners.card_text import fit, legible
from channel_community.partners.cards import Card, card_png, card_response
from tests.factories import PartnerFactory
from tests.partners.images import picture

pytestmark = pytest.mark.django_db


def card(title="How we restore", **kit):
    partner = PartnerFactory(brand_kit=kit_save(name="F", accent="#0b6e4f", **kit))
    return Card(title=title, community=community_of(None), branding=branding_of(partner), kicker="An article")


def opened(card):
    return Image.open(io.BytesIO(card_png(card))).convert("RGB")


def count(image, colour):
    return {found: times for times, found in image.getcolors(1 << 20)}.get(colour, 0)


def test_a_card_has_the_size_that_networks_ask_for():
    assert opened(card()).size == (1200, 630)


def test_a_card_wears_the_accent_and_words_that_stand_out():
    image = opened(card())
    assert image.getpixel((1190, 620)) == (0x0B, 0x6E, 0x4F)
    assert image.getpixel((5, 5)) == (255, 255, 255)
    assert count(image.crop((0, 160, 1200, 630)), (255, 255, 255)) > 2000


def test_the_second_colour_is_a_strip_under_the_lockup():
    assert opened(card(secondary="#f2a33a")).getpixel((600, 150)) == (0xF2, 0xA3, 0x3A)


def test_the_logo_stands_in_the_lockup():
    image = opened(card(logo_light=picture("#ff00ff")))
    assert count(image.crop((0, 0, 1200, 148)), (255, 0, 255)) > 5000


def test_a_lost_or_broken_logo_gives_way_to_the_name():
    image = picture()
    made = card(logo_light=image)
    image.file.storage.delete(image.file.name)
    assert opened(made).size == (1200, 630)


def test_the_address_changes_with_title_and_kit_only():
    one, other = card("One"), card("Other")
    assert one.key != other.key
    assert one.key == Card(**vars(one)).key


def test_a_card_is_kept_for_ever_under_its_own_address():
    made = card()
    assert "immutable" in card_response(made, made.key)["Cache-Control"]
    assert "immutable" not in card_response(made, "old")["Cache-Control"]


@pytest.mark.parametrize(
    "title",
    ["", " ", "日本語のタイトル", "W" * 300, "word " * 200, "<b>\x00\u202e&amp;\ud800", "👩‍🚀 launch"],
)
def test_any_title_makes_a_card(title):
    assert opened(card(title)).size == (1200, 630)


def test_text_is_cut_where_it_would_not_fit():
    lines = fit(legible("word " * 200), "bold", sizes=(60, 46), width=900, most=4)
    assert len(lines) == 4
    assert lines[-1].text.endswith("…")
    assert all(line.width <= 900 for line in lines)


def test_letters_the_font_lacks_are_left_out():
    assert legible("Łódź 🎉 Žižkov") == "Łódź Žižkov"
    assert legible("日本語のタイトル") == ""
