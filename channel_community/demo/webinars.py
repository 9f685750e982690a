"""Reads the written sessions, `data/webinars/*.md`: a head, the description, then the posts of its thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from channel_community.demo.texts import PostText
from channel_community.demo.threads import POST, read_head, read_posts

FOLDER = Path(__file__).parent / "data" / "webinars"


@dataclass(frozen=True)
class WebinarText:
    """A session as written. `day` counts from the day of loading; the hour is the host's wall time."""

    title: str
    thread: str
    summary: str
    body: str
    host: str
    partner: str
    day: int
    hour: int
    minute: int
    minutes: int
    seats: int | None
    guests: list[str]
    posts: list[PostText]


def read_all() -> list[WebinarText]:
    """Every session, the earliest first."""
    return sorted((read(path) for path in FOLDER.glob("*.md")), key=lambda webinar: webinar.day)


def read(path: Path) -> WebinarText:
    """The session in the file at `path`."""
    parts = POST.split(path.read_text(encoding="utf-8"))
    head, _blank, body = parts[0].partition("\n\n")
    title, values = read_head(head)
    hour, minute = (int(part) for part in values["start"].split(":"))
    return WebinarText(
        title=title,
        thread=values["thread"],
        summary=values["summary"],
        body=body.strip(),
        host=values["host"],
        partner=values.get("partner", ""),
        day=int(values["day"]),
        hour=hour,
        minute=minute,
        minutes=int(values["minutes"]),
        seats=int(values["seats"]) if "seats" in values else None,
        guests=values["guests"].split(),
        posts=read_posts(parts),
    )
