"""Members' Markdown to safe HTML. The only module that imports a sanitiser.

Layers, each enough alone to keep scripts out: the parser with raw HTML off, the sanitiser's tiny allow-list,
our own check of every address, and the site's Content-Security-Policy. Text is rendered once, when written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import urlsplit

from bleach.sanitizer import Cleaner
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markdown_it import MarkdownIt
from markdown_it.token import Token

from channel_community.conf import settings
from channel_community.exceptions import Invalid

#: Version of this pipeline; stored beside the HTML so that a command can render older text again.
HTML_VERSION = 1

TAGS = frozenset(
    "a blockquote br code del em h3 h4 hr img li ol p pre strong table tbody td th thead tr ul".split()
)
SCHEMES = frozenset({"http", "https", "mailto"})
MAX_OUTPUT = 512 * 1024
MAX_NESTING = 16
MAX_TABLE_CELLS = 2_000
MAX_BRACKETS = 400

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069]")
_MENTION = re.compile(r"(?<![\w@/])@([a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?)(?![\w@-])")
_LANGUAGE_CLASS = re.compile(r"\Alanguage-[a-z0-9+#-]{1,30}\Z")


def normalise(text: str) -> str:
    """Text as it is stored: NFC, one kind of line end, no control characters, no lone surrogates."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.encode("utf-8", "replace").decode("utf-8")
    return _CONTROL.sub("", unicodedata.normalize("NFC", text)).strip()


def one_line(text: str) -> str:
    """A title or a name: normalised, on one line, without invisible direction marks."""
    return " ".join(_INVISIBLE.sub("", normalise(text)).split())


def mentions(text: str) -> list[str]:
    """Handles that `text` mentions, in order, each once."""
    return list(dict.fromkeys(_MENTION.findall(text.lower())))


def render(text: str, *, profile_url: Callable[[str], str] | None = None) -> str:
    """HTML of normalised Markdown `text`; the same for every reader.

    `profile_url` maps a mentioned handle to an address; without it mentions stay text. Raises Invalid when the
    text is built to exhaust the renderer (nesting, brackets, tables) or grows beyond all measure.
    """
    _refuse_bombs(text)
    parser = _parser()
    tokens = parser.parse(text)
    if profile_url:
        _link_mentions(tokens, profile_url)
    html = parser.renderer.render(tokens, parser.options, {})
    if len(html) > min(MAX_OUTPUT, 16 * len(text) + 4096):
        raise _too_complex(_("The text grows too large when it is shown. Shorten its tables or repeated links."))
    return clean(html)


def clean(html: str) -> str:
    """`html` reduced to the allow-list, every address checked, links marked as members' own."""
    if settings.SANITIZER == "nh3":
        html = _clean_nh3(html)
    # One Cleaner per call: a shared one mixes texts between threads.
    cleaner = Cleaner(tags=TAGS, attributes=_attribute, protocols=SCHEMES, strip=True)
    return _mark_links(cleaner.clean(html))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
    parser.options["maxNesting"] = MAX_NESTING
    parser.add_render_rule("heading_open", _heading)
    parser.add_render_rule("heading_close", _heading)
    return parser


def _heading(renderer, tokens, index, options, env) -> str:
    """Headings inside a post rank below the page's own: h3 and h4 only."""
    tokens[index].tag = "h3" if tokens[index].tag in {"h1", "h2", "h3"} else "h4"
    return renderer.renderToken(tokens, index, options, env)


def _link_mentions(tokens: list[Token], profile_url: Callable[[str], str]) -> None:
    for block in tokens:
        if not block.children:
            continue
        children, depth = [], 0
        for token in block.children:
            depth += token.nesting if token.type in {"link_open", "link_close"} else 0
            children += [token] if depth or token.type != "text" else _split_mentions(token, profile_url)
        block.children = children


def _split_mentions(token: Token, profile_url: Callable[[str], str]) -> list[Token]:
    parts, position = [], 0
    for match in _MENTION.finditer(token.content):
        url = profile_url(match.group(1))
        if not url:
            continue
        parts.append(_text(token.content[position : match.start()]))
        opening = Token("link_open", "a", 1)
        opening.attrs = {"href": url}
        parts += [opening, _text(match.group(0)), Token("link_close", "a", -1)]
        position = match.end()
    return [*parts, _text(token.content[position:])]


def _text(content: str) -> Token:
    token = Token("text", "", 0)
    token.content = content
    return token


def _attribute(tag: str, name: str, value: str) -> bool:
    if tag == "a":
        return name == "href" and safe_url(value)
    if tag == "img":
        return name == "alt" or (name == "src" and safe_url(value, image=True))
    if tag == "code":
        return name == "class" and bool(_LANGUAGE_CLASS.match(value))
    return tag == "ol" and name == "start" and value.isdecimal() and len(value) < 10


def safe_url(value: str, *, image: bool = False) -> bool:
    """Whether an address may stand in a post: http(s) or mail with a host, or a path of this site."""
    if _CONTROL.search(value) or _INVISIBLE.search(value) or "\\" in value:
        return False
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return not image and "@" in parts.path
    if parts.scheme:
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    return not parts.netloc and value.startswith(("/", "#")) and not value.startswith("//")


def _mark_links(html: str) -> str:
    rel = settings.LINK_REL
    html = re.sub(r'<a href="(https?:[^"]*)"', rf'<a href="\1" rel="{rel}"', html)
    return html.replace("<img ", '<img loading="lazy" ')


def _clean_nh3(html: str) -> str:
    import nh3  # noqa: PLC0415 - optional dependency

    attributes = {"a": {"href"}, "img": {"src", "alt"}, "code": {"class"}, "ol": {"start"}}
    return nh3.clean(html, tags=set(TAGS), attributes=attributes, url_schemes=set(SCHEMES), link_rel=None)


def _refuse_bombs(text: str) -> None:
    """Refuse before parsing what is known to make Markdown parsers slow: brackets and very wide tables."""
    if text.count("[") > MAX_BRACKETS or text.count("<") > MAX_BRACKETS * 4:
        raise _too_complex(_("The text has too many brackets. Put code between ``` lines, or shorten it."))
    widths = [line.count("|") for line in text.split("\n") if "|" in line]
    if widths and max(widths) * len(widths) > MAX_TABLE_CELLS:
        limit = MAX_TABLE_CELLS
        raise _too_complex(
            ngettext(
                "The table is too large. Keep it under %(limit)d cell.",
                "The table is too large. Keep it under %(limit)d cells.",
                limit,
            )
            % {"limit": limit}
        )
    if any(len(line) - len(line.lstrip(" \t>-*+0123456789.)")) > 8 * MAX_NESTING for line in text.split("\n")):
        raise _too_complex(_("Lists or quotes are nested too deeply. Use fewer levels."))


def _too_complex(message: str) -> Invalid:
    return Invalid(message, code="too_complex", errors={"body": [message]})
