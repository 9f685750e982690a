"""What several discussion pages need: the thread under an address, its composer, who writes."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from channel_community.conf import settings
from channel_community.discussions import permissions, queries
from channel_community.discussions.forms import ReplyForm
from channel_community.discussions.models import Post, Thread
from channel_community.discussions.views.drafts import draft_of
from channel_community.exceptions import Conflict, Missing, Refused
from channel_community.members.actions import member_ensure
from channel_community.members.viewer import Viewer, viewer_for_user
from channel_community.permissions import Answer
from channel_community.shell import request_viewer


@dataclass(frozen=True)
class Pager:
    """Page numbers around the current one; `pages` holds (None, "") where some are left out."""

    number: int
    count: int
    url: str

    def at(self, number: int) -> str:
        return self.url if number == 1 else f"{self.url}?page={number}"

    @property
    def previous_url(self) -> str:
        return self.at(self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        return self.at(self.number + 1) if self.number < self.count else ""

    @property
    def pages(self) -> list[tuple[int | None, str]]:
        near = {1, self.count, *range(self.number - 1, self.number + 2)}
        shown, last = [], 0
        for number in sorted(n for n in near if 1 <= n <= self.count):
            if number > last + 1:
                shown.append((None, ""))
            shown.append((number, self.at(number)))
            last = number
        return shown


def readable_thread(viewer: Viewer, pk: int) -> Thread:
    """The thread, if `viewer` may know of it; Missing otherwise. One query, with all that a page shows."""
    threads = permissions.threads_visible_to(viewer).select_related(
        "board", "board__partner", "author", "author__level", "author__public_partner"
    )
    thread = threads.filter(pk=pk).first() if pk < 2**63 else None
    if thread is None:
        raise Missing(_("There is no such thread, or it is not open to you."))
    return thread


def readable_post(viewer: Viewer, pk: int) -> Post:
    """The post with its thread and board, if `viewer` may know of it."""
    posts = Post.objects.select_related("author", "thread__board", "thread__board__partner")
    post = (
        posts.filter(pk=pk, thread__in=permissions.threads_visible_to(viewer)).first() if pk < 2**63 else None
    )
    if post is None:
        raise Missing(_("There is no such post, or it is not open to you."))
    return post


def writer(request) -> Viewer:
    """The viewer with a profile: the first write of a user who has none makes it."""
    viewer = request_viewer(request)
    if viewer.member is None:
        member_ensure(user=request.user)
        viewer = viewer_for_user(request.user)
    return viewer


def reply_state(viewer: Viewer, thread: Thread) -> tuple[str, str]:
    """Whether the composer is open, and what to say about it: state and words. A query for prospects only."""
    if not viewer.is_signed_in:
        return ("closed", "") if thread.is_closed else ("signed_out", "")
    try:
        answer = permissions.require_reply(viewer, thread, earlier_posts=0)
    except Conflict as closed:
        return "closed", str(closed)
    except Refused as refused:
        return "refused", str(refused)
    if answer is not Answer.QUEUED or queries.visible_post_count(viewer.member_id) >= settings.HELD_REPLIES:
        return "open", ""
    held = _("Your first %(count)d replies are read by a moderator before they appear.")
    return "open", held % {"count": settings.HELD_REPLIES}


def reply_form(request, thread_id: int, data=None) -> ReplyForm:
    """The composer, with what was typed before signing in."""
    if data is not None:
        return ReplyForm(data)
    return ReplyForm(initial=draft_of(request, f"thread:{thread_id}"))


def thread_values(request, thread: Thread, *, page: int, form=None) -> dict:
    """Everything the thread page shows beyond its shell. At most two queries."""
    viewer = request_viewer(request)
    card = queries.card_of(thread)
    posts = queries.posts_on_page(thread, page=page, thread_url=card.url, viewer=viewer)
    state, refusal = reply_state(viewer, thread)
    first = (page - 1) * settings.POSTS_PER_PAGE
    return {
        "thread": card,
        "posts": [post for post in posts if first < post.number <= first + settings.POSTS_PER_PAGE],
        "accepted": next((post for post in posts if post.is_accepted), None),
        "pager": Pager(number=page, count=queries.page_count(thread), url=card.url),
        "form": form or reply_form(request, thread.pk),
        "reply_state": state,
        "reply_refusal": refusal,
        "waiting": queries.waiting_in(thread.pk, viewer),
        **rights(viewer, thread),
    }


def rights(viewer: Viewer, thread: Thread) -> dict[str, bool]:
    """What the page of a thread, or the thread under something else, offers this viewer. No query."""
    return {
        "can_accept": viewer.member_id is not None and viewer.member_id == thread.author_id,
        "may_accept_with_reason": permissions.may_accept_for_others(viewer, thread),
        "may_moderate": permissions.may_moderate(viewer, thread.board),
        "may_order": permissions.may_order(viewer, thread),
    }
