"""What all changes of a thread share: the row lock, the next sequence, the facts for the log."""

from __future__ import annotations

import re
from html import unescape

from django.utils.html import strip_tags
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext as _

from channel_community import sanitize
from channel_community.discussions.cards import Urls
from channel_community.discussions.models import Post, Thread
from channel_community.discussions.validators import check_links
from channel_community.exceptions import Conflict, Missing
from channel_community.members.cards import ProfileUrls
from channel_community.members.models import Member

EXCERPT_LENGTH = 220


def lock_thread(thread_id: int) -> Thread:
    """The thread with its row locked until the transaction ends. Every change begins here."""
    threads = Thread.objects.select_for_update(of=("self",)).select_related("board", "board__partner")
    thread = threads.filter(pk=thread_id).first()
    if thread is None:
        raise Missing(_("There is no such thread."))
    return thread


def next_sequence(thread: Thread) -> int:
    """Raise the locked thread's sequence by one and return it; the caller saves the thread."""
    thread.sequence += 1
    return thread.sequence


def render_body(body: str, *, max_links: int | None = None) -> str:
    """HTML of a post's text, with links to the members it mentions. Invalid on `body` for too many others."""
    handles = sanitize.mentions(body)
    known = (
        set(Member.objects.filter(handle__in=handles).values_list("handle", flat=True)) if handles else set()
    )
    urls = ProfileUrls()
    html = sanitize.render(body, profile_url=lambda handle: urls.of(handle) if handle in known else "")
    check_links(html, max_links=max_links)
    return html


def excerpt_of(html: str) -> str:
    """The first words of rendered text, as plain text on one line."""
    text = unescape(strip_tags(re.sub(r"<pre>.*?</pre>", " ", html, flags=re.DOTALL)))
    # Django's Truncator does not count combining marks; the column does.
    return Truncator(" ".join(text.split())).chars(EXCERPT_LENGTH)[:EXCERPT_LENGTH]


def slug_of(title: str) -> str:
    """The readable part of an address; never empty."""
    return slugify(title)[:80].strip("-") or "thread"


def post_url(thread: Thread, number: int) -> str:
    """Path of the page that holds post `number`."""
    return f"{Urls().thread(thread.pk, thread.slug)}{number}/"


def fact(thread: Thread, post: Post) -> dict:
    """The fields that every event about a post carries."""
    return {
        "thread_id": thread.pk,
        "thread_title": thread.title,
        "post_id": post.pk,
        "number": post.number,
        "url": post_url(thread, post.number),
    }


def repeated(rows, **values):
    """The row that an earlier write with the same key made, or None; Conflict when it holds other values."""
    row = rows.first()
    if row is not None and any(getattr(row, name) != value for name, value in values.items()):
        raise key_reused()
    return row


def key_reused() -> Conflict:
    """What to answer when a form's key was used for another text."""
    return Conflict(
        _("This form was sent before with another text. Reload the page to write a new post."),
        code="key_reused",
    )
