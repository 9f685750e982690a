"""Whatever colour a brand has, what is derived from it can be read."""

import re
from pathlib import Path

from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

import channel_community
from channel_community.partners.colours import DARK, LIGHT, contrast, derive

COLOURS = st.integers(min_value=0, max_value=0xFFFFFF).map(lambda value: f"#{value:06x}")
TOKENS = Path(channel_community.__file__).parent / "static" / "channel_community" / "css" / "tokens.css"


@hypothesis_settings(max_examples=150, deadline=None)
@given(accent=COLOURS, accent_dark=st.one_of(st.just(""), COLOURS))
@example(accent="#ffff00", accent_dark="")
@example(accent="#ffffff", accent_dark="#000000")
@example(accent="#777777", accent_dark="#777777")
def test_every_derived_pair_can_be_read(accent, accent_dark):
    palette = derive(accent, accent_dark)
    for tones, scheme in ((palette.light, LIGHT), (palette.dark, DARK)):
        assert contrast(tones.on_accent, tones.accent) >= 4.5
        assert contrast(tones.accent, scheme.surface) >= 3
        for behind in (scheme.page, scheme.surface, scheme.sunken, tones.accent_soft):
            assert contrast(tones.accent_text, behind) >= 4.5
        assert contrast(scheme.ink, tones.accent_soft) >= 4.5
        assert all(re.fullmatch("#[0-9a-f]{6}", value) for value in vars(tones).values())


def test_a_colour_that_passes_is_left_as_it_is():
    assert derive("#0b6e4f").light.accent == "#0b6e4f"
    assert derive("#0b6e4f", "#55ddaa").dark.accent == "#55ddaa"


def test_the_surfaces_are_those_of_the_stylesheet():
    css = TOKENS.read_text(encoding="utf-8")
    for name in ("page", "surface", "sunken", "ink"):
        light, dark = re.search(rf"--cc-{name}: light-dark\((#\w{{6}}), (#\w{{6}})\);", css).groups()
        assert (light, dark) == (getattr(LIGHT, name), getattr(DARK, name))
