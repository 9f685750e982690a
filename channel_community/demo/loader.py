"""Loads the demonstration community, once, in one transaction: it is there as a whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from channel_community.demo import threads
from channel_community.demo.facts import Facts, work_off
from channel_community.demo.load_boards import load_boards, recount
from channel_community.demo.load_kits import load_kits
from channel_community.demo.load_pages import PageLoader
from channel_community.demo.load_partners import load_brand, load_partners
from channel_community.demo.load_people import load_memberships, load_people, sign_in_name
from channel_community.demo.load_sections import add_sections
from channel_community.demo.load_threads import ThreadLoader
from channel_community.demo.load_webinars import load_webinars, thread_of
from channel_community.demo.moments import MINUTES_A_DAY, Moments
from channel_community.demo.people import PEOPLE
from channel_community.discussions.actions import post_hold
from channel_community.discussions.models import HeldPost
from channel_community.exceptions import Conflict
from channel_community.members.models import Member
from channel_community.reputation.models import Level
from channel_community.setup_community import set_up

#: `say(what, done, total)` is told of progress.
Say = Callable[[str, int, int], None]

CURE = gettext_lazy(
    "Load it into an empty database instead: set DATABASE_URL to a new one, or run “make demo”."
)
HELD_TITLE = "Shortlist of two: what would you ask the vendors that I have not?"
HELD_BODY = (
    "We are down to two offers, one of them a Quay 12R. I have asked about rebuild times, snapshots and the "
    "price of the *third* year. Both answered well.\n\nWhat did you only find out after you had signed?"
)


def is_loaded() -> bool:
    """Whether the demonstration community is there."""
    return Member.objects.filter(is_demo=True).exists()


def load(*, say: Say) -> None:
    """Load everything. Raises Conflict when real people are here, or names that it needs are taken."""
    refuse_real_sites()
    files: list = []  # what lies in storage when the rows about it are rolled back
    try:
        with transaction.atomic():
            _load(say, files)
    except BaseException:
        for file in files:
            file.storage.delete(file.name)
        raise


def refuse_real_sites() -> None:
    """A community that people use is no place for invented ones."""
    count = Member.objects.filter(is_demo=False).count()
    if count:
        words = ngettext(
            "This community has %(count)d real member, and the demonstration would mix invented people in.",
            "This community has %(count)d real members, and the demonstration would mix invented people in.",
            count,
        )
        raise Conflict(f"{words % {'count': count}} {CURE}")
    users = get_user_model()
    wanted = [sign_in_name(person) for person in PEOPLE]
    taken = users._default_manager.filter(**{f"{users.USERNAME_FIELD}__in": wanted})
    names = sorted(user.get_username() for user in taken)
    if names:
        words = _("The demonstration needs these user names, and they are taken: %(names)s.")
        raise Conflict(f"{words % {'names': ', '.join(names)}} {CURE}")


def _load(say: Say, files: list) -> None:
    moments = Moments.of_today()
    set_up()
    levels = {level.rank: level for level in Level.objects.all()}
    texts = threads.read_all()
    members = load_people(moments, first_seen(texts), files, say)
    load_brand(files)
    partners = load_partners(moments, members["marit"], files, say)
    load_memberships(members, partners)
    boards = load_boards(moments, partners, levels, say)
    pages = PageLoader(moments, members, partners, levels, files).load(say)
    load_kits(moments, members, partners)
    facts = Facts()
    webinars = load_webinars(moments, members, partners, facts, say)
    loader = ThreadLoader(moments, members, boards, facts)
    for text in texts:
        page = pages.get(text.about)
        loader.add(text, about=page, about_url=page.url or "" if page else "")
    for text, webinar in webinars:
        thread, url = thread_of(text, webinar, moments)
        loader.add(thread, about=webinar, about_url=url)
    loader.write(say)
    recount(boards)
    add_sections(pages, boards, partners, texts, files)
    hold_one(moments, members, boards)
    facts.write()
    work_off(say)


def first_seen(texts: list) -> dict[str, float]:
    """Everybody's earliest post, in days before the day of loading."""
    seen: dict[str, float] = {}
    for text in texts:
        for post in text.posts:
            ago = text.started - post.minutes / MINUTES_A_DAY
            seen[post.handle] = max(ago, seen.get(post.handle, 0))
    return seen


def hold_one(moments: Moments, members: dict, boards: dict) -> None:
    """One thread of the prospect waits for the moderator."""
    held = post_hold(
        author=members["hana"],
        board=boards["storage"],
        title=HELD_TITLE,
        body=HELD_BODY,
        kind="question",
        tags=["choosing storage"],
    )
    HeldPost.objects.filter(pk=held.pk).update(created_at=moments.now - timedelta(hours=3))
