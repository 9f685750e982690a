"""What is read from the written files: threads with their posts, pages with their sections."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class PostText:
    """One post: who, what, and `minutes` after the thread's first post."""

    handle: str
    body: str
    minutes: int
    accepted: bool = False


@dataclass
class ThreadText:
    """One thread as written. `started` is in days before the day of loading; `about` names a page."""

    board: str
    slug: str
    title: str
    kind: str
    tags: list[str]
    started: float
    pinned: bool = False
    about: str = ""
    posts: list[PostText] = field(default_factory=list)


@dataclass
class PageText:
    """One page as written. `sections` are (block type, words); `level` is the rank that opens it, or 0."""

    partner: str
    slug: str
    title: str
    lead: str
    author: str
    published: int
    level: int
    sections: list[tuple[str, object]] = field(default_factory=list)

    @property
    def is_front(self) -> bool:
        return self.slug == "_page"
