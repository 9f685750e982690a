"""Reads the written pages: one Markdown file each, in `data/pages/<partner>/`.

`_page.md` is the partner's front page. After the head (`# title`, `key: value` lines) come sections: `## ` a
heading, `> ` a quote whose last line begins with `-- name, source`, `people: title: handles`,
`cta: title | text | label | url`; anything else is text.
"""

from __future__ import annotations

import re
from pathlib import Path

from channel_community.demo.texts import PageText
from channel_community.demo.threads import read_head

FOLDER = Path(__file__).parent / "data" / "pages"
STARTS = ("## ", "> ", "people: ", "cta: ")


def read_all() -> list[PageText]:
    """Every page, front pages first and then the oldest article first."""
    pages = [read(path) for path in sorted(FOLDER.glob("*/*.md"))]
    return sorted(pages, key=lambda page: (not page.is_front, -page.published, page.slug))


def read(path: Path) -> PageText:
    """The page in the file at `path`."""
    head, _blank, body = path.read_text(encoding="utf-8").partition("\n\n")
    title, values = read_head(head)
    page = PageText(
        partner=path.parent.name,
        slug=path.stem,
        title=title,
        lead=values["lead"],
        author=values.get("author", ""),
        published=int(values.get("published", "90 days").split()[0]),
        level=int(values.get("level", 0)),
    )
    page.sections = [section_of(chunk) for chunk in chunks_of(body)]
    return page


def chunks_of(body: str) -> list[str]:
    """The body cut where a section begins; paragraphs and lists that follow one another stay together."""
    chunks: list[str] = []
    for part in re.split(r"\n{2,}", body.strip()):
        is_text = not part.startswith(STARTS)
        if chunks and is_text and not chunks[-1].startswith(STARTS):
            chunks[-1] += f"\n\n{part}"
        else:
            chunks.append(part)
    return chunks


def section_of(chunk: str) -> tuple[str, object]:
    """The block type of a chunk, and its words."""
    if chunk.startswith("## "):
        return "heading", chunk.removeprefix("## ")
    if chunk.startswith("> "):
        lines = [line.removeprefix("> ") for line in chunk.splitlines()]
        name, _comma, source = lines[-1].removeprefix("-- ").partition(", ")
        return "quote", {"text": " ".join(lines[:-1]), "attribution": name, "source": source}
    if chunk.startswith("people: "):
        title, _colon, handles = chunk.removeprefix("people: ").partition(": ")
        return "people", {"title": title, "members": handles.split()}
    if chunk.startswith("cta: "):
        title, text, label, url = chunk.removeprefix("cta: ").split(" | ")
        return "call_to_action", {"title": title, "text": text, "label": label, "page": None, "url": url}
    return "rich_text", chunk
