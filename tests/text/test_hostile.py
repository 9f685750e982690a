"""Whatever a member writes, a reader gets text: with all layers, and with any one of them missing."""

import pytest
from markdown_it import MarkdownIt

from channel_community import sanitize
from channel_community.exceptions import Invalid
from tests.text.hostile import TEXTS
from tests.text.markup import faults, scripts


def _profile(handle):
    return f"/m/{handle}/"


def _failing(judge, make):
    """Texts that `make` turns into something `judge` objects to, with the objections."""
    return {text: objections for text in TEXTS if (objections := judge(make(text)))}


def test_the_list_is_long_enough_to_mean_something():
    assert len(set(TEXTS)) > 500


def test_the_judges_see_what_they_look_for():
    assert scripts("<p><script>x</script><a href=' java\nscript:x'>y</a><img src=x onerror=y>") == [
        "script",
        "a href=' java\\nscript:x'",
        "img onerror='y'",
    ]
    assert faults("<p id=x><b>y</b><a href='//evil.example'>z</a><!-- w -->") == [
        "p id",
        "element b",
        "address '//evil.example'",
        "element comment",
    ]


def test_a_rendered_post_holds_only_what_is_allowed(sanitizer):
    assert _failing(faults, lambda text: sanitize.render(text, profile_url=_profile)) == {}


def test_the_sanitiser_alone_keeps_everything_else_out(sanitizer):
    with_html = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    assert _failing(faults, sanitize.clean) == {}
    assert _failing(faults, lambda text: sanitize.clean(with_html.render(sanitize.normalise(text)))) == {}


def test_the_parser_alone_keeps_scripts_out(monkeypatch):
    monkeypatch.setattr(sanitize, "clean", lambda html: html)
    assert _failing(scripts, sanitize.render) == {}


def test_without_our_own_check_of_addresses_no_script_gets_through(sanitizer, monkeypatch):
    monkeypatch.setattr(sanitize, "safe_url", lambda value, *, image=False: True)
    assert _failing(scripts, sanitize.clean) == {}
    assert _failing(scripts, sanitize.render) == {}


def test_cleaning_twice_is_cleaning_once(sanitizer):
    def change(html):
        return [] if sanitize.clean(html) == html else [html]

    assert _failing(change, sanitize.render) == {}
    assert _failing(change, sanitize.clean) == {}


def test_texts_cleaned_one_after_the_other_do_not_mix(sanitizer):
    first = sanitize.render("<b>one")
    sanitize.render("[two](https://two.example/)")
    assert sanitize.render("<b>one") == first


def test_a_text_too_large_to_show_is_refused_by_name():
    with pytest.raises(Invalid) as refusal:
        sanitize.render("[a]: http://x.example/" + "x" * 7000 + "\n\n" + "[a] " * 2000)
    assert refusal.value.code == "too_complex"
    assert "body" in refusal.value.errors
