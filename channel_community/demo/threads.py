"""Reads the written threads: one Markdown file each, in `data/threads/<board>/<slug>.md`.

A file begins with `# title` and `key: value` lines. A post begins with `--- handle`, then optionally how long
after the post before it (`, 35 m`, `, 2 h`, `, 3 d`) and `, accepted`; what follows is its Markdown.
"""

from __future__ import annotations

import re
from pathlib import Path

from channel_community.demo.drills import Log
from channel_community.demo.texts import PostText, ThreadText

FOLDER = Path(__file__).parent / "data" / "threads"
POST = re.compile(r"^--- ([a-z]+)(?:, (\d+) ([mhd]))?(, accepted)?$", re.M)
MINUTES = {"m": 1, "h": 60, "d": 24 * 60}
#: The long log has this many posts in all.
LONG = 600


def read_all() -> list[ThreadText]:
    """Every thread, oldest first."""
    threads = [read(path) for path in sorted(FOLDER.glob("*/*.md"))]
    return sorted(threads, key=lambda thread: (-thread.started, thread.slug))


def read(path: Path) -> ThreadText:
    """The thread in the file at `path`; raises ValueError that names the file when it is malformed."""
    parts = POST.split(path.read_text(encoding="utf-8"))
    title, values = read_head(parts[0])
    thread = ThreadText(
        board=path.parent.name,
        slug=path.stem,
        title=title,
        kind=values["kind"],
        tags=values["tags"].split(", "),
        started=float(values["started"].split()[0]),
        pinned="pinned" in values,
        about=values.get("about", ""),
        posts=read_posts(parts),
    )
    if not thread.posts:
        raise ValueError(f"{path} has no posts.")
    if values.get("compose") == "drill-log":
        log = Log(LONG - len(thread.posts), days=thread.started - 0.2)
        thread.posts.extend(log.write())
    return thread


def read_head(text: str) -> tuple[str, dict[str, str]]:
    """The title and the `key: value` lines above the first post or section."""
    title, _newline, rest = text.strip().partition("\n")
    lines = (line.partition(": ") for line in rest.splitlines() if line.strip())
    return title.removeprefix("# "), {key: value for key, _colon, value in lines}


def read_posts(parts: list[str]) -> list[PostText]:
    """The posts in what `POST` split: after the head always handle, count, unit, accepted, text."""
    posts, minutes = [], 0
    columns = (parts[i::5] for i in range(1, 6))
    for handle, count, unit, accepted, body in zip(*columns, strict=True):
        minutes += int(count or 0) * MINUTES[unit or "m"]
        posts.append(PostText(handle, body.strip(), minutes, bool(accepted)))
    return posts
