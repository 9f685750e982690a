"""Members' Markdown to safe HTML. The only module that imports a sanitiser.

Layers, each enough alone to keep scripts out: the parser with raw HTML off, the sanitiser's tiny allow-list,
our own check of every address, and the site's Content-Security-Policy. Text is rendered once, when written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from html import escape
from urllib.parse import urlsplit

from bleach.sanitizer import Cleaner
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.rules_block import blockquote, table
from markdown_it.rules_inline import image, link, linkify
from markdown_it.token import Token

from channel_community.conf import settings
from channel_community.exceptions import Invalid

#: Version of this pipeline; stored beside the HTML so that a command can render older text again.
HTML_VERSION = 1

_WORDS = ("a", "br", "code", "del", "em", "img", "s", "strong")
_BLOCKS = ("blockquote", "h3", "h4", "hr", "li", "ol", "p", "pre", "ul")
_TABLES = ("table", "tbody", "td", "th", "thead", "tr")
TAGS = frozenset({*_WORDS, *_BLOCKS, *_TABLES})
SCHEMES = frozenset({"http", "https", "mailto"})
MAX_OUTPUT = 512 * 1024
MAX_NESTING = 16
MAX_TABLE_CELLS = 2_000
#: Lines inside quotes, counted once for each level of quoting. A text of 20,000 characters that marks each of
#: its quoted lines stays below; only lines that lean on the mark above them ("lazy" ones) get beyond.
MAX_QUOTED_LINES = 10_000
#: Brackets outside code that turn out to be no link; each costs the parser a search for its other half.
MAX_BRACKETS = 2_500
#: Bare web addresses outside code; each costs the parser a search for its end.
MAX_ADDRESSES = 200
#: Elements and ends of elements in the HTML; each costs a sanitiser about 50 microseconds.
MAX_MARKUP = 6_000

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069]")
_BLANK_START = re.compile(r"\A(?:[^\S\n]*\n)+")
_MENTION = re.compile(r"(?<![\w@/])@([a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?)(?![\w@-])", re.IGNORECASE)
_LANGUAGE_CLASS = re.compile(r"\Alanguage-[a-z0-9+#-]{1,30}\Z")
_AWAY = re.compile(r'<a href="(?:http|mailto)|<img ', re.IGNORECASE)
_DELIMITER_ROW = re.compile(r"[-:|\s]+\Z")
_TAG = re.compile(r'<(a|img|[a-z][a-z0-9]*)((?: [a-z]+="[^"]*")*)>')
_CONTAINERS = frozenset({"blockquote_open", "bullet_list_open", "ordered_list_open", "list_item_open"})
_TASK_MARKS = {"[ ] ": "\u2610 ", "[x] ": "\u2611 ", "[X] ": "\u2611 "}


def normalise(text: str) -> str:
    """Text as it is stored: NFC, one kind of line end, no control characters, no lone surrogates."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.encode("utf-8", "replace").decode("utf-8")
    # The first line keeps its indent: it may be code.
    return _BLANK_START.sub("", _CONTROL.sub("", unicodedata.normalize("NFC", text)).rstrip())


def one_line(text: str) -> str:
    """A title or a name: normalised, on one line, without invisible direction marks."""
    return " ".join(_INVISIBLE.sub("", normalise(text)).split())


def mentions(text: str) -> list[str]:
    """Handles that `text` mentions, in order, each once."""
    return list(dict.fromkeys(_MENTION.findall(text.lower())))


def render(text: str, *, profile_url: Callable[[str], str] | None = None) -> str:
    """HTML of Markdown `text`, which is normalised first; the same for every reader.

    `profile_url` maps a mentioned handle to an address; without it mentions stay text. Raises Invalid when
    the text is built to exhaust the renderer (nesting, brackets, tables) or grows beyond all measure.
    """
    text = normalise(text)
    parser = _parser()
    tokens = parser.parse(text, {})
    _refuse_deep(tokens)
    _refuse_growth(sum(_address_lengths(tokens)), text)
    if profile_url:
        _link_mentions(tokens, profile_url)
    html = parser.renderer.render(tokens, parser.options, {})
    _refuse_growth(len(html), text)
    if html.count("<") > MAX_MARKUP:
        raise _too_complex(
            _("The text has too much formatting. Put code between ``` lines, or split the text.")
        )
    return clean(html)


def count_links(html: str) -> int:
    """How many links of sanitised `html` lead away from the site, images included."""
    return len(_AWAY.findall(html))


def clean(html: str) -> str:
    """`html` reduced to the allow-list, every address checked, links marked as members' own."""
    return _mark(_clean_nh3(html) if settings.SANITIZER == "nh3" else _clean_bleach(html))


def clean_marks(html: str, *, tags: set[str]) -> str:
    """Editors' rich text reduced to `tags` without attributes, but for links: an address or a page's id."""
    if settings.SANITIZER == "nh3":
        import nh3  # noqa: PLC0415 - optional dependency

        return nh3.clean(
            html,
            tags=tags,
            attributes={"a": {"href", "linktype", "id"}} if "a" in tags else {},
            attribute_filter=lambda tag, name, value: value if _link_attribute(tag, name, value) else None,
            url_schemes=set(SCHEMES),
            link_rel=None,
        )
    return Cleaner(tags=tags, attributes=_link_attribute, protocols=SCHEMES, strip=True).clean(html)


def _link_attribute(tag: str, name: str, value: str) -> bool:
    if tag != "a":
        return False
    if name == "id":
        return value.isascii() and value.isdecimal()
    return (name == "linktype" and value == "page") or (name == "href" and safe_url(value))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": True})
    parser.enable(["table", "strikethrough", "linkify"])
    parser.linkify = _addresses()
    parser.normalizeLinkText = str  # as it was typed: the parser drops long hosts and unmasks punycode
    parser.options["maxNesting"] = MAX_NESTING
    parser.block.ruler.at("table", _bounded_table, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.at(
        "blockquote", _bounded_quote, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.inline.ruler.at("link", _bounded_brackets("[", link))
    parser.inline.ruler.at("image", _bounded_brackets("![", image))
    parser.inline.ruler.at("linkify", _bounded_addresses)
    parser.core.ruler.push("tasks", _mark_tasks)
    parser.add_render_rule("heading_open", _heading)
    parser.add_render_rule("heading_close", _heading)
    return parser


def _addresses() -> LinkifyIt:
    """What finds bare addresses in text: only those that are written with http:// or https://.

    One for each text, since it remembers where it is.
    """
    finder = LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    for schema in ("ftp:", "mailto:", "//"):
        finder.add(schema, None)
    return finder


def _heading(renderer, tokens, index, options, env) -> str:
    """Headings inside a post rank below the page's own: h3 and h4 only."""
    tokens[index].tag = "h3" if tokens[index].tag in {"h1", "h2", "h3"} else "h4"
    return renderer.renderToken(tokens, index, options, env)


def _mark_tasks(state) -> None:
    """A list item that begins with [ ] or [x] shows a box; readers cannot tick it."""
    before = ("", "")
    for token in state.tokens:
        if before == ("list_item_open", "paragraph_open") and token.children:
            text = token.children[0]
            box = _TASK_MARKS.get(text.content[:4], "") if text.type == "text" else ""
            text.content = box + text.content[4:] if box else text.content
        before = (before[1], token.type)


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
        url = profile_url(match.group(1).lower())
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
    return tag == "ol" and name == "start" and value.isascii() and value.isdecimal() and len(value) < 10


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
    if parts.scheme:  # "https://bank.example@evil.example/" reads as somebody else's address
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    return not parts.netloc and value.startswith(("/", "#")) and not value.startswith("//")


def _mark(html: str) -> str:
    """Sanitised `html` with `rel` on links that lead away, and images that load late.

    Whole tags are matched from left to right, so that what looks like a tag inside an attribute stays there.
    """
    rel = f' rel="{escape(settings.LINK_REL)}"'

    def marked(match: re.Match) -> str:
        name, attributes = match.groups()
        if name == "img":
            return f'<img loading="lazy"{attributes}>'
        away = name == "a" and attributes[:11].lower().startswith((' href="http', ' href="mail'))
        return f"<a{attributes}{rel}>" if away else match.group(0)

    return _TAG.sub(marked, html)


def _clean_bleach(html: str) -> str:
    # One Cleaner per call: a shared one mixes texts between threads.
    return Cleaner(tags=TAGS, attributes=_attribute, protocols=SCHEMES, strip=True).clean(html)


def _clean_nh3(html: str) -> str:
    import nh3  # noqa: PLC0415 - optional dependency

    attributes = {"a": {"href"}, "img": {"src", "alt"}, "code": {"class"}, "ol": {"start"}}
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes=attributes,
        attribute_filter=lambda tag, name, value: value if _attribute(tag, name, value) else None,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def _bounded_table(state, start: int, end: int, silent: bool) -> bool:
    """The parser's rule for tables, which refuses a table or a sum of tables beyond MAX_TABLE_CELLS."""
    if not silent and start + 1 < end and "|" in _line(state, start):
        columns = _line(state, start + 1).count("|")
        if (_run_end(state, start, end) - start) * columns > 4 * MAX_TABLE_CELLS and _is_head(state, start):
            raise _too_large_table()  # before the parser makes a million cells of it
    found = table(state, start, end, silent)
    if found and not silent:
        new = state.tokens[state.env.get("seen", 0) :]
        cells = sum(token.type in {"td_open", "th_open"} for token in new)
        state.env["seen"] = len(state.tokens)
        state.env["cells"] = state.env.get("cells", 0) + cells
        if state.env["cells"] > MAX_TABLE_CELLS:
            raise _too_large_table()
    return found


def _bounded_quote(state, start: int, end: int, silent: bool) -> bool:
    """The parser's rule for quotes, which looks at each line in each level, and refuses too many of them."""
    if not silent and _line(state, start).startswith(">"):
        last = next((number for number in range(start, end) if state.isEmpty(number)), end)
        state.env["quoted"] = state.env.get("quoted", 0) + last - start
        if state.env["quoted"] > MAX_QUOTED_LINES:
            raise _too_complex(_("The quote is too long. Leave a blank line where it ends, or shorten it."))
    return blockquote(state, start, end, silent)


def _run_end(state, start: int, end: int) -> int:
    """The first blank line after `start`; looked for once for all lines before it."""
    known = state.env.get("run", (0, 0))
    if not known[0] <= start < known[1]:
        blank = next((number for number in range(start, end) if state.isEmpty(number)), end)
        known = state.env["run"] = (start, max(blank, start + 1))
    return known[1]


def _is_head(state, start: int) -> bool:
    header, rule = _line(state, start), _line(state, start + 1)
    return bool(_DELIMITER_ROW.match(rule)) and abs(header.count("|") - rule.count("|")) <= 2


def _line(state, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _bounded_brackets(opener: str, rule: Callable) -> Callable:
    """The parser's rule for links or images, which refuses a text with too many brackets that are neither."""

    def bounded(state, silent: bool) -> bool:
        is_open = state.src.startswith(opener, state.pos)
        found = rule(state, silent)
        if is_open and not found:
            state.env["brackets"] = state.env.get("brackets", 0) + 1
            if state.env["brackets"] > MAX_BRACKETS:
                raise _too_complex(
                    _("The text has too many brackets. Put code between ``` lines, or shorten it.")
                )
        return found

    return bounded


def _bounded_addresses(state, silent: bool) -> bool:
    """The parser's rule for bare addresses, which refuses a text with too many of them outside code."""
    if state.src.startswith("://", state.pos):
        state.env["addresses"] = state.env.get("addresses", 0) + 1
        if state.env["addresses"] > MAX_ADDRESSES:
            raise _too_complex(_("The text has too many web addresses. Put them between ``` lines."))
    return linkify(state, silent)


def _refuse_deep(tokens: list[Token]) -> None:
    """Refuse what is nested too deeply; the parser would leave out the text inside."""
    for token in tokens:
        depth = deepest = 0
        for child in token.children or ():
            depth += child.nesting
            deepest = max(deepest, depth)
        if deepest > MAX_NESTING or (token.type in _CONTAINERS and token.level >= MAX_NESTING - 1):
            raise _too_complex(_("Lists, quotes or emphasis are nested too deeply. Use fewer levels."))


def _address_lengths(tokens: list[Token]):
    for token in tokens:
        for child in token.children or ():
            yield len(str(child.attrs.get("href") or child.attrs.get("src") or ""))


def _refuse_growth(length: int, text: str) -> None:
    if length > min(MAX_OUTPUT, 16 * len(text) + 4096):
        raise _too_complex(
            _("The text grows too large when it is shown. Shorten its tables or repeated links.")
        )


def _too_large_table() -> Invalid:
    message = ngettext(
        "The table is too large. Keep it under %(limit)d cell.",
        "The table is too large. Keep it under %(limit)d cells.",
        MAX_TABLE_CELLS,
    )
    return _too_complex(message % {"limit": MAX_TABLE_CELLS})


def _too_complex(message: str) -> Invalid:
    return Invalid(message, code="too_complex", errors={"body": [message]})
