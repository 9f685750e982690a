"""No text keeps the server busy: each is shown or refused within a second, honest ones at once."""

import time

import pytest

from channel_community import sanitize
from channel_community.exceptions import Invalid

LENGTH = 20_000

REPEATED = [
    *("[", "![", "[a](b", "[a](", "<![", "<!--", "<?", "<", "<a ", "[a]", "[a][b]", "[[a]", "[]()", "x[y]("),
    *("*[", "_[", "![[]()", '[a]("', "[a](<b", "[a]![b]", "](", "[a](b)", "![a](b)"),
    *("*", "_", "`", "~", "**a ", "*a _b ", "_a*", "a*", "a**b", "~~a", "*a*", "*a**", "***a", "a***", "_a_"),
    *("`a", "``a`", "`` ` ", "&", "&#", "\\", "@a", "@a "),
    *(">", "> ", "- ", "* a", "1. ", "> - ", "- > ", "1. > ", "- a\n", "ab\n", "---\n", "=\n", "a\n=\n"),
    *("```\n", "~~~\n", "|", "|-", "|a\n", "|-|-|\n|-|-|-\n", "[a]: x\n", "<a@b.c>", "<http://a"),
    *(
        "http://a.b/ ",
        "http://a.b/",
        "http://",
        "https://a.b/(",
        "https://(",
        "http://a.",
        "http:",
        "//",
        "www.a.b ",
        "a.b/",
        "a@b.c ",
    ),
    *("\u0301", "\U0001f600", "\u202e", " ", "\n", "#"),
]
BOMBS = {
    **{f"repeated {text!r}": (text * LENGTH)[:LENGTH] for text in REPEATED},
    "reference used 3000 times": "[a]: http://x.example/" + "x" * 2000 + "\n\n" + "[a] " * 3000,
    "image used 3000 times": "[a]: http://x.example/" + "x" * 7000 + "\n\n" + "![a]" * 3000,
    "table of 500 columns": "|a" * 500 + "|\n" + "|-" * 500 + "|\n" + "|\n" * 2000,
    "table of 2000 rows": "|a|b|\n|-|-|\n" + "|c|d|\n" * 2000,
    "hundred tables": ("|a" * 20 + "\n" + "|-" * 20 + "\n" + "|\n" * 20 + "\n") * 140,
    "lists in lists": "\n".join(" " * (2 * depth) + "- a" for depth in range(130)),
    "quotes in quotes": "\n".join(">" * depth + " a" for depth in range(190)),
    "lazy quote": "> " * 16 + "a\n" + "b\n" * 9000,
    "emphasis in emphasis": "*a " * 3000 + "b* " * 3000,
    "backtick runs": "".join("a" + "`" * length for length in range(199)),
    "open title": '[a](b "' + '\\"' * 9000,
}

LOG_LINE = "2026-11-20 04:12:09 [INFO] [replicator] [node-7] copied 118 of 120 shares, 2 left\n"
PROSE = (
    "Restoring the archive took about *four* hours, and the second pass was **faster**: see `rsync -a` and "
    "[the notes](https://example.org/notes). @ana said so too, [sic].\n\n- one\n- two & three\n\n"
)
HONEST = {
    "log outside code": LOG_LINE * 240,
    "log inside a fence": "```\n" + "[INFO] done\n" * 1600 + "```",
    "indented log": "\n".join("    [WARN] [disk] retry" for _ in range(800)),
    "brackets that close": "Press [ ] and (again) [x], then [y]. " * 500,
    "long rules": "-----------------------------------------\n\ntext\n\n" * 200,
    "rule of 200 hyphens": "-" * 200 + "\n" + "=" * 200,
    "wide table inside a fence": "```\n" + ("| " + "a | " * 60 + "\n|" + "-|" * 60 + "\n") * 60 + "```",
    "table": "| host | disks | free |\n|---|---|---|\n" + "| alpha | 12 | 4 TB |\n" * 600,
    "prose": PROSE * 110,
    "nested list": "- a\n  - b\n    - c\n      - d\n        - e\n" * 100,
    "quotes of quotes": "> > > > said so\n> > > did not\n\n" * 300,
    "code": "```python\n" + "x = {'a': [1, 2, [3, [4, [5]]]]}  # <b>\n" * 480 + "```",
    "addresses inside a fence": "```\n" + "GET https://a.example/path 200\n" * 600 + "```",
    "a hundred addresses": "See https://a.example/path for more.\n" * 100,
    "one long paragraph": "word " * 3990,
}


def _seconds(text):
    """Processor seconds that rendering took, and whether the text was refused."""
    started = time.process_time()
    try:
        sanitize.render(text[:LENGTH])
        refused = False
    except Invalid:
        refused = True
    return time.process_time() - started, refused


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_shown_or_refused_within_a_second(sanitizer, name):
    seconds, _refused = _seconds(BOMBS[name])
    assert seconds < 1


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_text_is_shown(sanitizer, name):
    _seconds_taken, refused = _seconds(HONEST[name])
    assert not refused


def test_honest_texts_of_full_length_take_a_quarter_of_a_second_at_most():
    taken = sorted(
        _seconds((text * LENGTH)[:LENGTH])[0] for text in (PROSE, LOG_LINE, HONEST["code"], HONEST["table"])
    )
    assert taken[-1] <= 0.25


@pytest.mark.parametrize("mark", [">", "- ", "1. "])
def test_what_is_nested_too_deeply_is_refused_and_never_left_out(mark):
    deep = "".join(mark if mark == ">" else " " * len(mark) * level + mark + "x\n" for level in range(9))
    deep = deep if mark != ">" else ">" * 20 + " inside"
    with pytest.raises(Invalid, match="nested too deeply"):
        sanitize.render(deep)


def test_everything_within_the_allowed_depth_is_shown():
    html = sanitize.render(
        "".join("  " * level + f"- level {level}\n" for level in range(7)) + "\n" + ">" * 15 + " quoted"
    )
    assert all(f"level {level}" in html for level in range(7))
    assert "quoted" in html


def test_the_sum_of_tables_counts():
    small = "|a|b|\n|-|-|\n" + "|c|d|\n" * 90 + "\n"
    assert "<table>" in sanitize.render(small * 10)
    with pytest.raises(Invalid, match="table is too large"):
        sanitize.render(small * 12)
