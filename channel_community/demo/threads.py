"""Reads the written threads: one Markdown file each, in `data/threads/<board>/<slug>.md`.

A file begins with `# title` and `key: value` lines. A post begins with `--- handle`, then optionally how long after
the post before it (`, 35 m`, `, 2 h`, `, 3 d`) and `, accepted`; what follows is its Markdown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "data" / "threads"
POST = re.compile(r"^--- (?P<handle>[a-z]+)(?:, (?P<count>\d+) (?P<unit>[mhd]))?(?P<accepted>, accepted)?$", re.M)
MINUTES = {"m": 1, "h": 60, "d": 24 * 60}


@dataclass(frozen=True)
class PostText:
    """One post: who, what, and `minutes` after the thread's first post."""

    handle: str
    body: str
    minutes: int
    accepted: bool


@dataclass
class ThreadText:
    """One thread as written. `started` is in days before the day of loading."""

    board: str
    slug: str
    title: str
    kind: str
    tags: list[str]
    started: int
    pinned: bool
    about: str
    posts: list[PostText] = field(default_factory=list)


def read(path: Path) -> ThreadText:
    """The thread in the file at `path`; raises ValueError that names the file when it is malformed."""
    head, *_ = parts = POST.split(path.read_text(encoding="utf-8"))
    title, _, rest = head.strip().partition("\n")
    values = dict(line.split(": ", 1) if ": " in line else (line, "yes") for line in rest.strip().splitlines())
    thread = ThreadText(
        board=path.parent.name, slug=path.stem, title=title.removeprefix("# "), kind=values["kind"],
        tags=values["tags"].split(", "), started=int(values["started"].split()[0]), pinned="pinned" in values,
        about=values.get("about", ""),
    )
    minutes = 0
    for handle, count, unit, accepted, body in zip(*(parts[i::5] for i in range(1, 6))):
        minutes += int(count or 0) * MINUTES[unit or "m"]
        thread.posts.append(PostText(handle, body.strip(), minutes, bool(accepted)))
    if not thread.posts:
        raise ValueError(f"{path} has no posts.")
    if values.get("compose") == "drill-log":
        extend_with_drills(thread)
    return thread


def extend_with_drills(thread: ThreadText, total: int = 600) -> None:
    """Add composed entries to the restore drill log until it has `total` posts."""
    from channel_community.demo.drills import Log

    log = Log(total - len(thread.posts), days=thread.started - 0.2)
    thread.posts.extend(log.write())


def read_all() -> list[ThreadText]:
    """Every thread, oldest first."""
    threads = [read(path) for path in sorted(FOLDER.glob("*/*.md"))]
    return sorted(threads, key=lambda thread: (-thread.started, thread.slug))
