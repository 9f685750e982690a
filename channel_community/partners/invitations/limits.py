"""How many invitations one may send: enough for several full forms a day, too few for a flood."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from channel_community import ratelimit
from channel_community.conf import settings
from channel_community.exceptions import TooMany
from channel_community.members.viewer import Viewer


@contextmanager
def counted(viewer: Viewer, count: int = 1) -> Iterator[None]:
    """Count `count` invitations that are sent inside the block; raise TooMany before it beyond the limit.

    What fails inside is not counted. The brand's own people have no limit.
    """
    rate = "" if viewer.is_manager else settings.INVITATION_RATE
    is_begun = False
    try:
        with ratelimit.counted("invite", rate, viewer.member_id, cost=count):
            is_begun = True
            yield
    except TooMany as error:
        if is_begun:
            raise
        words = _words(count, ratelimit.left("invite", rate, viewer.member_id) or 0, error.retry_after)
        raise TooMany(words, retry_after=error.retry_after) from error


def _words(count: int, left: int, seconds: int) -> str:
    now = timezone.now()
    wait = timesince(now, now + timezone.timedelta(seconds=seconds))
    if not left:
        words = _(
            "All invitations that you may send for now are sent. Go on in %(wait)s. Nothing was sent now."
        )
        return words % {"wait": wait}
    words = ngettext(
        "These are %(count)d invitations, and %(left)d is left for now. Send that one first: "
        "more can be sent in %(wait)s. Nothing was sent.",
        "These are %(count)d invitations, and %(left)d are left for now. Send that many first: "
        "more can be sent in %(wait)s. Nothing was sent.",
        left,
    )
    return words % {"count": count, "left": left, "wait": wait}
