"""What pages and frames show of boards, threads and posts: plain values, made in bulk."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from channel_community.discussions.about import url_of
from channel_community.discussions.enums import HeldState, PostState, ReactionKind
from channel_community.members.cards import AuthorCard, ProfileUrls, author_columns, author_from_row

ICONS = {ReactionKind.HELPED: "hand-heart", ReactionKind.THANKS: "heart", ReactionKind.INSIGHT: "lightbulb"}


@dataclass(frozen=True)
class ReactionCount:
    """How many members gave one kind of reaction."""

    kind: str
    label: str
    icon: str
    count: int


@dataclass(frozen=True)
class PostCard:
    """A post as every reader sees it; what depends on the reader is decided in the template or browser."""

    id: int
    number: int
    sequence: int
    state: str
    html: SafeString
    author: AuthorCard
    created_at: datetime
    edited_at: datetime | None
    is_accepted: bool
    reactions: list[ReactionCount]
    permalink: str
    client_key: str = ""
    own_reactions: frozenset[str] = frozenset()

    @property
    def is_removed(self) -> bool:
        return self.state == PostState.REMOVED


@dataclass(frozen=True)
class HeldCard:
    """A text of one's own that is not published. The addresses are empty where one may not go any more."""

    title: str
    url: str
    again_url: str
    body: str
    reason: str
    is_waiting: bool
    created_at: datetime


@dataclass(frozen=True)
class BoardCard:
    """A board in a list."""

    id: int
    title: str
    url: str
    description: str
    thread_count: int
    post_count: int
    last_post_at: datetime | None
    access_label: str
    partner_name: str = ""
    is_closed: bool = False


@dataclass(frozen=True)
class ThreadCard:
    """A thread in a list, and the head of its own page."""

    id: int
    title: str
    url: str
    kind: str
    is_solved: bool
    is_closed: bool
    is_pinned: bool
    reply_count: int
    last_post_at: datetime
    created_at: datetime
    author: AuthorCard
    last_author: AuthorCard | None
    board_title: str
    board_url: str
    partner_name: str
    tags: list[str]
    excerpt: str
    sequence: int = 0
    author_id: int | None = None
    first_number: int = 1
    last_number: int = 0
    about_title: str = ""
    about_url: str = ""

    @property
    def topic(self) -> str:
        """The thread's topic on the socket."""
        return f"thread:{self.id}"

    @property
    def changes_url(self) -> str:
        return reverse("channel_community:thread_changes", args=[self.id])

    @property
    def reply_url(self) -> str:
        return reverse("channel_community:thread_reply", args=[self.id])


THREAD_FIELDS = (
    *[
        "id",
        "title",
        "slug",
        "kind",
        "sequence",
        "last_number",
        "reply_count",
        "last_post_at",
        "created_at",
        "accepted_post_id",
        "is_closed",
    ],
    *[
        "is_pinned",
        "about_title",
        "about_url",
        "excerpt",
        "tag_names",
        "board__id",
        "board__title",
        "board__slug",
    ],
    "board__partner__name",
    *author_columns("author__"),
    *author_columns("last_author__"),
)
POST_FIELDS = (
    *["id", "number", "sequence", "state", "html", "reactions", "created_at", "edited_at", "client_key"],
    *author_columns("author__"),
)


@dataclass
class Urls:
    """Addresses for a whole list with one reversal each."""

    profiles: ProfileUrls = field(default_factory=ProfileUrls)
    _thread: str = field(default_factory=lambda: reverse("channel_community:thread", args=[0, "s"]))
    _board: str = field(default_factory=lambda: reverse("channel_community:board", args=[0, "s"]))

    def thread(self, pk: int, slug: str) -> str:
        return self._thread.replace("/0/s/", f"/{pk}/{slug}/")

    def board(self, pk: int, slug: str) -> str:
        return self._board.replace("/0/s/", f"/{pk}/{slug}/")


def thread_card(row: dict, urls: Urls) -> ThreadCard:
    """The card of a thread from a `values(*THREAD_FIELDS)` row."""
    author = author_from_row(row, "author__", urls.profiles)
    return ThreadCard(
        id=row["id"],
        title=row["title"],
        url=urls.thread(row["id"], row["slug"]),
        kind=row["kind"],
        is_solved=row["accepted_post_id"] is not None,
        is_closed=row["is_closed"],
        is_pinned=row["is_pinned"],
        reply_count=row["reply_count"],
        last_post_at=row["last_post_at"],
        created_at=row["created_at"],
        author=author,
        last_author=author_from_row(row, "last_author__", urls.profiles),
        board_title=row["board__title"],
        board_url=urls.board(row["board__id"], row["board__slug"]),
        partner_name=row["board__partner__name"] or "",
        tags=row["tag_names"],
        excerpt=row["excerpt"],
        sequence=row["sequence"],
        author_id=author.id,
        last_number=row["last_number"],
        about_title=row["about_title"],
        about_url=row["about_url"],
    )


def post_card(
    row: dict, *, thread_url: str, accepted_id: int | None, urls: Urls, own=frozenset()
) -> PostCard:
    """The card of a post from a `values(*POST_FIELDS)` row. A removed post shows nothing of its text."""
    removed = row["state"] == PostState.REMOVED
    return PostCard(
        id=row["id"],
        number=row["number"],
        sequence=row["sequence"],
        state=row["state"],
        html=mark_safe("" if removed else row["html"]),  # noqa: S308 - rendered by sanitize.render when written
        author=author_from_row(row, "author__", urls.profiles),
        created_at=row["created_at"],
        edited_at=row["edited_at"],
        is_accepted=row["id"] == accepted_id,
        reactions=[] if removed else reaction_counts(row["reactions"]),
        permalink=f"{thread_url}{row['number']}/",
        client_key=row["client_key"] or "",
        own_reactions=own,
    )


def reaction_counts(counts: dict[str, int]) -> list[ReactionCount]:
    """Every kind of reaction with its count, in a fixed order."""
    return [
        ReactionCount(
            kind=kind.value, label=str(kind.label), icon=ICONS[kind], count=counts.get(kind.value, 0)
        )
        for kind in ReactionKind
    ]


def held_card(held, urls: Urls, *, is_open: bool) -> HeldCard:
    """The card of a held text fetched with its thread and board; `is_open`: its place is readable."""
    title, url, again = held.title or _("Your reply"), "", ""
    if is_open and held.thread_id:
        title, url = held.thread.title, urls.thread(held.thread_id, held.thread.slug)
        again = f"{url}#reply"
    elif is_open:
        place = url_of(held.about) if held.about else ""
        url = place or urls.board(held.board_id, held.board.slug)
        again = f"{url}#discussion" if place else f"{url}new/?{urlencode({'title': held.title})}"
    return HeldCard(
        title=title,
        url=url,
        again_url=again,
        body=held.body,
        reason=held.reason,
        is_waiting=held.state == HeldState.WAITING,
        created_at=held.created_at,
    )


def board_card(board, urls: Urls) -> BoardCard:
    """The card of one board (its partner fetched with it)."""
    return BoardCard(
        id=board.pk,
        title=board.title,
        url=urls.board(board.pk, board.slug),
        description=board.description,
        thread_count=board.thread_count,
        post_count=board.post_count,
        last_post_at=board.last_post_at,
        access_label="" if board.access == "public" else str(board.get_access_display()),
        partner_name=board.partner.name if board.partner_id else "",
        is_closed=board.is_closed,
    )
