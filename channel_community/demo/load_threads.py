"""Threads with their posts, reactions and accepted answers, in exactly the shape that the actions leave.

Thousands of calls of the actions would take minutes. Here the same changes are made in memory, in order of
time, each raising the thread's sequence by one as under the lock, and written in bulk with their facts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType

from channel_community import sanitize
from channel_community.demo.facts import Facts, chunks
from channel_community.demo.moments import Moments
from channel_community.demo.reactions import Readers, audience_of, joined_before
from channel_community.demo.texts import PostText, ThreadText
from channel_community.discussions.actions.writing import excerpt_of, fact, post_url, render_body, slug_of
from channel_community.discussions.event_types import (
    ANSWER_ACCEPTED,
    POST_CREATED,
    POST_REACTED,
    THREAD_CREATED,
    AnswerAccepted,
    PostFact,
    Reacted,
    ThreadCreated,
)
from channel_community.discussions.models import Board, Post, Reaction, Thread
from channel_community.discussions.validators import check_body, check_tags, check_title


@dataclass
class Draft:
    """A thread on its way into the database: its row, its posts' rows, and what happened in order of time."""

    text: ThreadText
    row: Thread
    posts: list[Post]
    changes: list[tuple[datetime, str, int, Any]]  # (when, what, index of the post, by whom and which kind)
    reactions: list[Reaction] = field(default_factory=list)


class ThreadLoader:
    """Turns written threads into rows and facts."""

    def __init__(self, moments: Moments, members: dict, boards: dict[str, Board], facts: Facts) -> None:
        self.moments = moments
        self.members = members
        self.boards = boards
        self.facts = facts
        self.drafts: list[Draft] = []

    def add(self, text: ThreadText, *, about=None, about_url: str = "") -> None:
        """Take in one thread. `about` is the page or webinar that it stands under."""
        board = self.boards[text.board]
        start = self.moments.ago(days=text.started)
        last = text.posts[-1]
        row = Thread(
            board=board,
            author=self.members[text.posts[0].handle],
            title=check_title(text.title),
            slug=slug_of(text.title),
            kind=text.kind,
            tag_names=check_tags(text.tags),
            is_pinned=text.pinned,
            last_number=len(text.posts),
            reply_count=len(text.posts) - 1,
            created_at=start,
            last_post_at=start + timedelta(minutes=last.minutes),
            last_author=self.members[last.handle],
        )
        if about is not None:
            row.about_type, row.about_id = ContentType.objects.get_for_model(about), about.pk
            row.about_title, row.about_url = str(about)[:200], about_url[:500]
        posts = [self.post(number, post, start) for number, post in enumerate(text.posts, 1)]
        row.excerpt = excerpt_of(posts[0].html)
        draft = Draft(text, row, posts, self.changes(text, board, posts))
        self.number(draft)
        self.drafts.append(draft)

    def post(self, number: int, text: PostText, start: datetime) -> Post:
        body = check_body(text.body)
        return Post(
            number=number,
            sequence=0,
            author=self.members[text.handle],
            body=body,
            html=render_body(body),
            html_version=sanitize.HTML_VERSION,
            created_at=start + timedelta(minutes=text.minutes),
        )

    def changes(
        self, text: ThreadText, board: Board, posts: list[Post]
    ) -> list[tuple[datetime, str, int, Any]]:
        """Everything that happened in the thread, in order of time."""
        audience = audience_of(board.partner.slug if board.partner else "", board.access)
        found = []
        for index, (post, written) in enumerate(zip(posts, text.posts, strict=True)):
            found.append((post.created_at, "post", index, None))
            days_ago = (self.moments.now - post.created_at) / timedelta(days=1)
            thoughts = Readers(f"{text.slug} {index}").thoughts(
                written.handle,
                audience=[handle for handle in audience if joined_before(handle, days_ago)],
                accepted=written.accepted,
                first=index == 0,
                brief=len(written.body) < 60,
            )
            found += [(post.created_at + timedelta(minutes=t.minutes), "react", index, t) for t in thoughts]
            if written.accepted:
                found.append((self.accepted_at(posts, index), "accept", index, posts[0].author))
        return sorted(
            (c for c in found if c[0] <= self.moments.now), key=lambda change: (change[0], change[2])
        )

    def accepted_at(self, posts: list[Post], index: int) -> datetime:
        """A minute after the asker's next words, or an hour after the answer."""
        asker = posts[0].author
        later = (post.created_at for post in posts[index + 1 :] if post.author is asker)
        return next(later, posts[index].created_at + timedelta(hours=1)) + timedelta(minutes=1)

    def number(self, draft: Draft) -> None:
        """Give out sequences as the row's lock would."""
        for at, what, index, more in draft.changes:
            post = draft.posts[index]
            draft.row.sequence += 1
            post.sequence = draft.row.sequence
            if what == "react":
                row = Reaction(post=post, member=self.members[more.handle], kind=more.kind, created_at=at)
                draft.reactions.append(row)
        for index, post in enumerate(draft.posts):
            kinds = Counter(c[3].kind for c in draft.changes if c[1] == "react" and c[2] == index)
            post.reactions = dict(sorted(kinds.items()))

    def write(self, say) -> None:
        """Write everything that was taken in, and gather its facts."""
        Thread.objects.bulk_create([draft.row for draft in self.drafts])
        for draft in self.drafts:
            for post in draft.posts:
                post.thread = draft.row
        self.write_posts(say)
        for draft in self.drafts:
            if draft.row.tag_names:
                draft.row.tags.set(draft.row.tag_names)
            self.gather(draft)
        accepted = [draft.row for draft in self.drafts if draft.row.accepted_post_id]
        Thread.objects.bulk_update(accepted, ["accepted_post"])

    def write_posts(self, say) -> None:
        posts = [post for draft in self.drafts for post in draft.posts]
        for number, chunk in enumerate(chunks(posts)):
            Post.objects.bulk_create(chunk)
            say("posts", min((number + 1) * len(chunk), len(posts)) if chunk else 0, len(posts))
        reactions = [row for draft in self.drafts for row in draft.reactions]
        for row in reactions:
            row.post_id = row.post.pk
        for chunk in chunks(reactions):
            Reaction.objects.bulk_create(chunk)
        say("reactions", len(reactions), len(reactions))

    def gather(self, draft: Draft) -> None:
        """The facts that the actions would have recorded."""
        thread, partner = draft.row, draft.row.board.partner
        opened = ThreadCreated(thread.pk, thread.title, thread.kind, thread.board_id, post_url(thread, 1))
        self.facts.add(
            THREAD_CREATED,
            at=thread.created_at,
            payload=opened,
            actor=thread.author,
            obj=thread,
            partner=partner,
        )
        for at, what, index, more in draft.changes:
            post = draft.posts[index]
            common = {"at": at, "obj": post, "partner": partner, "subject": post.author}
            known = fact(thread, post)
            if what == "post":
                self.facts.add(POST_CREATED, payload=PostFact(**known), actor=post.author, **common)
            elif what == "react":
                payload = Reacted(**known, kind=more.kind)
                self.facts.add(POST_REACTED, payload=payload, actor=self.members[more.handle], **common)
            else:
                thread.accepted_post = post
                payload = AnswerAccepted(**known, own=post.author_id == thread.author_id)
                self.facts.add(ANSWER_ACCEPTED, payload=payload, actor=more, **common)
