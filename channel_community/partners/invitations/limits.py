"""How many invitations one may send in a day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

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
        raise TooMany(_words(error.retry_after), retry_after=error.retry_after) from error


def _words(seconds: int) -> str:
    now = timezone.now()
    wait = timesince(now, now + timezone.timedelta(seconds=seconds))
    words = _("That is more than one may send in a day. Send fewer, or go on in %(wait)s. Nothing was sent.")
    return words % {"wait": wait}
