"""Properties that hold for every text there is."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from channel_community import sanitize
from channel_community.exceptions import Invalid
from tests.text.hostile import TEXTS
from tests.text.markup import faults

any_text = st.text(st.characters(categories=None), max_size=300)  # surrogates and controls included
marks = st.sampled_from(
    [*"[]()!*_~`<>#|-\\&@:/.= \t\n\"'", "![", "](", "\n\n", "    ", "```", "|-|", "<a href=", "&#"]
)
markdown = st.lists(
    st.one_of(marks, st.sampled_from(["a", "b c", "http://x.example", "1.", "@ana"])), max_size=60
).map("".join)
pieces = st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4).map("".join)
texts = st.one_of(any_text, markdown, pieces)

quick = settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def _rendered(text):
    try:
        return sanitize.render(text, profile_url=lambda handle: f"/m/{handle}/")
    except Invalid:
        return ""


@pytest.mark.usefixtures("sanitizer")
@quick
@given(texts)
def test_rendering_answers_with_harmless_html_or_refuses(text):
    assert faults(_rendered(text)) == []


@pytest.mark.usefixtures("sanitizer")
@quick
@given(texts)
def test_cleaning_what_was_rendered_changes_nothing(text):
    html = _rendered(text)
    assert sanitize.clean(html) == html


@pytest.mark.usefixtures("sanitizer")
@quick
@given(pieces)
def test_cleaning_any_html_gives_harmless_html(html):
    assert faults(sanitize.clean(html)) == []


@quick
@given(any_text)
def test_normalising_twice_is_normalising_once(text):
    once = sanitize.normalise(text)
    assert sanitize.normalise(once) == once
    once.encode("utf-8")


@quick
@given(any_text)
def test_a_title_is_always_one_line(text):
    assert "\n" not in sanitize.one_line(text)
    assert sanitize.one_line(sanitize.one_line(text)) == sanitize.one_line(text)
