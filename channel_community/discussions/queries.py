"""Reads of boards, threads and posts. Every function costs a fixed number of queries."""

from __future__ import annotations

import base64
import binascii
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone

from django.db.models import F, Q, QuerySet

from channel_community.conf import settings
from channel_community.discussions.cards import (
    POST_FIELDS,
    THREAD_FIELDS,
    BoardCard,
    HeldCard,
    PostCard,
    ThreadCard,
    Urls,
    board_card,
    held_card,
    post_card,
    thread_card,
)
from channel_community.discussions.enums import HeldState, PostState
from channel_community.discussions.models import Board, HeldPost, Post, Reaction, Thread
from channel_community.discussions.permissions import boards_visible_to, threads_visible_to
from channel_community.members.cards import author_of
from channel_community.members.viewer import Viewer
from channel_community.permissions import Role


@dataclass(frozen=True)
class ThreadPage:
    """One page of a board's threads. The cursors are opaque; empty where there is nothing further."""

    threads: list[ThreadCard]
    next_cursor: str
    is_first: bool


def boards_for(viewer: Viewer, *, partner=None, limit: int | None = None) -> list[BoardCard]:
    """Cards of the boards `viewer` may read, of one partner or of all. One query."""
    return board_cards(boards_in_order(viewer, partner=partner)[:limit])


def boards_in_order(viewer: Viewer, *, partner=None) -> QuerySet[Board]:
    """The boards `viewer` may read, those of the whole network first."""
    boards = boards_visible_to(viewer).select_related("partner")
    if partner is not None:
        boards = boards.filter(partner=partner)
    return boards.order_by(F("partner__name").asc(nulls_first=True), "position", "title", "pk")


def board_cards(boards: Iterable[Board]) -> list[BoardCard]:
    """Cards of boards that were fetched with their partners."""
    urls = Urls()
    return [board_card(board, urls) for board in boards]


def recent_threads(viewer: Viewer, *, limit: int, partner=None) -> list[ThreadCard]:
    """The threads with the newest posts that `viewer` may read. One query."""
    threads = threads_visible_to(viewer)
    if partner is not None:
        threads = threads.filter(board__partner=partner)
    return cards_of(threads.order_by("-last_post_at", "-id")[:limit])


def threads_by(member, viewer: Viewer, *, limit: int) -> list[ThreadCard]:
    """Threads that `member` opened and `viewer` may read. One query."""
    return cards_of(threads_visible_to(viewer).filter(author=member).order_by("-last_post_at", "-id")[:limit])


def cards_of(threads: QuerySet[Thread]) -> list[ThreadCard]:
    """Cards of an ordered, sliced queryset of threads, in its order. One query.

    The slice is taken in a subquery, from an index; only then are the names of the few people joined to it.
    """
    urls = Urls()
    shown = Thread.objects.filter(pk__in=threads.values("pk")).order_by(*threads.query.order_by)
    return [thread_card(row, urls) for row in shown.values(*THREAD_FIELDS)]


def card_of(thread: Thread) -> ThreadCard:
    """The card of one thread row whose board, partner and author were fetched with it. No query."""
    urls = Urls()
    return ThreadCard(
        id=thread.pk,
        title=thread.title,
        url=urls.thread(thread.pk, thread.slug),
        kind=thread.kind,
        is_solved=thread.accepted_post_id is not None,
        is_closed=thread.is_closed,
        is_pinned=thread.is_pinned,
        reply_count=thread.reply_count,
        last_post_at=thread.last_post_at,
        created_at=thread.created_at,
        author=author_of(thread.author),
        last_author=None,
        board_title=thread.board.title,
        board_url=urls.board(thread.board_id, thread.board.slug),
        partner_name=thread.board.partner.name if thread.board.partner else "",
        tags=thread.tag_names,
        excerpt=thread.excerpt,
        sequence=thread.sequence,
        author_id=thread.author_id,
        last_number=thread.last_number,
        about_title=thread.about_title,
        about_url=thread.about_url,
    )


def thread_page(threads: QuerySet[Thread], *, cursor: str = "", size: int | None = None) -> ThreadPage:
    """One keyset page, newest first: pinned threads lead the first page and only that. One query."""
    size = size or settings.THREADS_PER_PAGE
    position = read_cursor(cursor)
    if position:
        at, pk = position
        threads = threads.filter(is_pinned=False).filter(
            Q(last_post_at__lt=at) | Q(last_post_at=at, id__lt=pk)
        )
    found = cards_of(threads.order_by("-is_pinned", "-last_post_at", "-id")[: size + 1])
    shown = found[:size]
    more = len(found) > size and not shown[-1].is_pinned
    return ThreadPage(
        threads=shown,
        next_cursor=write_cursor(shown[-1].last_post_at, shown[-1].id) if more else "",
        is_first=position is None,
    )


def write_cursor(at: datetime, pk: int) -> str:
    """An opaque cursor for the row (`at`, `pk`)."""
    return base64.urlsafe_b64encode(f"{at.isoformat()}~{pk}".encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[datetime, int] | None:
    """The row a cursor stands for; None for an empty or damaged one."""
    if not cursor or len(cursor) > 120:
        return None
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        at, _separator, pk = text.partition("~")
        moment, number = datetime.fromisoformat(at), int(pk)
        moment = moment.astimezone(timezone.utc) if moment.tzinfo else None
    except (ValueError, OverflowError, binascii.Error):  # an hour before the year 1 is no time
        return None
    return (moment, number) if moment and 0 < number < 2**63 else None


def page_of(number: int) -> int:
    """The page that holds post `number`."""
    return max(1, math.ceil(number / settings.POSTS_PER_PAGE))


def page_count(thread) -> int:
    """How many pages a thread (row or card) has; at least one."""
    return page_of(thread.last_number)


def posts_on_page(thread: Thread, *, page: int, thread_url: str, viewer: Viewer) -> list[PostCard]:
    """Posts of one page by number range, and the accepted answer wherever it stands.

    Two queries for members (the second fetches their own reactions), one for everybody else; no count and no
    offset, so the last page of a long thread costs what the first does.
    """
    first = (page - 1) * settings.POSTS_PER_PAGE
    wanted = Q(number__gt=first, number__lte=first + settings.POSTS_PER_PAGE)
    if thread.accepted_post_id:
        wanted |= Q(pk=thread.accepted_post_id)
    return _cards(Post.objects.filter(wanted, thread=thread), thread, thread_url, viewer)


def latest_posts(thread: Thread, *, limit: int, thread_url: str, viewer: Viewer) -> list[PostCard]:
    """The last `limit` posts by number, oldest first."""
    posts = Post.objects.filter(thread=thread, number__gt=thread.last_number - limit)
    return _cards(posts, thread, thread_url, viewer)


def posts_between(thread: Thread, *, after: int, head: int, limit: int, thread_url: str) -> list[PostCard]:
    """Posts whose latest change lies in (after, head], by number, at most `limit` + 1; the same for all."""
    posts = Post.objects.filter(thread=thread, sequence__gt=after, sequence__lte=head)
    rows = posts.order_by("number").values(*POST_FIELDS)[: limit + 1]
    urls = Urls()
    return [
        post_card(row, thread_url=thread_url, accepted_id=thread.accepted_post_id, urls=urls) for row in rows
    ]


def post_card_of(post: Post, *, viewer: Viewer) -> PostCard:
    """The card of one post row. Two queries at most."""
    url = Urls().thread(post.thread_id, post.thread.slug)
    return _cards(Post.objects.filter(pk=post.pk), post.thread, url, viewer)[0]


def _cards(posts: QuerySet[Post], thread: Thread, thread_url: str, viewer: Viewer) -> list[PostCard]:
    rows = list(posts.order_by("number").values(*POST_FIELDS))
    own = _own_reactions(rows, viewer)
    urls, accepted = Urls(), thread.accepted_post_id
    return [
        post_card(row, thread_url=thread_url, accepted_id=accepted, urls=urls, own=own[row["id"]])
        for row in rows
    ]


def _own_reactions(rows: list[dict], viewer: Viewer) -> dict[int, frozenset[str]]:
    kinds: dict[int, set[str]] = defaultdict(set)
    reacted = [row["id"] for row in rows if row["reactions"]]
    if viewer.member_id and reacted:
        given = Reaction.objects.filter(member_id=viewer.member_id, post_id__in=reacted)
        for post_id, kind in given.values_list("post_id", "kind"):
            kinds[post_id].add(kind)
    return defaultdict(frozenset, {post_id: frozenset(found) for post_id, found in kinds.items()})


def visible_post_count(member_id: int | None) -> int:
    """How many posts of a member are in view; decides whether a prospect's reply waits for a moderator."""
    if member_id is None:
        return 0
    seen = Post.objects.filter(author_id=member_id).exclude(state=PostState.REMOVED)
    return seen[: settings.HELD_REPLIES].count()


def held_for(viewer: Viewer) -> QuerySet[HeldPost]:
    """Held posts in the viewer's scope, on boards they may read, oldest first."""
    boards = boards_visible_to(viewer)
    if not viewer.moderates(None):
        boards = boards.filter(partner_id__in=viewer.moderated | viewer.administered)
    in_scope = Q(board__in=boards.values("pk")) | Q(thread__board__in=boards.values("pk"))
    held = HeldPost.objects.filter(in_scope).select_related("author", "thread__board", "board__partner")
    return held.order_by("created_at")


def waiting_in(thread_id: int, viewer: Viewer) -> list[HeldPost]:
    """The viewer's own replies to a thread that a moderator has not read yet. A query for newcomers only."""
    if viewer.member_id is None or viewer.roles != {Role.PROSPECT}:
        return []
    mine = HeldPost.objects.filter(author_id=viewer.member_id, thread_id=thread_id)
    return list(mine.filter(state=HeldState.WAITING).order_by("created_at"))


def held_by(viewer: Viewer, *, limit: int) -> list[HeldCard]:
    """The viewer's own texts that wait, or that were turned down with the reason, newest first.

    Three queries at most, one where there is nothing. A text leads only to what its author may still read.
    """
    states = [HeldState.WAITING, HeldState.REFUSED]
    mine = HeldPost.objects.filter(author_id=viewer.member_id, state__in=states)
    rows = list(mine.select_related("thread", "board").order_by("-created_at", "-pk")[:limit])
    threads = {row.thread_id for row in rows if row.thread_id}
    boards = {row.board_id for row in rows if row.board_id}
    open_threads = set(
        threads and threads_visible_to(viewer).filter(pk__in=threads).values_list("pk", flat=True)
    )
    open_boards = set(boards and boards_visible_to(viewer).filter(pk__in=boards).values_list("pk", flat=True))
    urls = Urls()
    return [
        held_card(row, urls, is_open=row.thread_id in open_threads or row.board_id in open_boards)
        for row in rows
    ]
