"""Imported when the app is ready: a board or thread that closes to some is closed in open sockets at once."""

from __future__ import annotations

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from channel_community.discussions.live import announce_revoked
from channel_community.discussions.models import Board, Thread
from channel_community.realtime.broadcast import recheck_all

#: Columns that decide who may read; counters are saved with every post.
RIGHTS_OF_BOARDS = {"access", "group", "partner"}
RIGHTS_OF_THREADS = {"is_hidden", "board"}


@receiver(post_save, sender=Board, dispatch_uid="channel_community.sockets_on_board")
def on_board(*, using, created, update_fields=None, **kwargs) -> None:
    """Who may read the board may have changed."""
    if not created and (update_fields is None or RIGHTS_OF_BOARDS & set(update_fields)):
        transaction.on_commit(lambda: recheck_all(), using=using, robust=True)


@receiver(post_save, sender=Thread, dispatch_uid="channel_community.sockets_on_thread")
def on_thread(*, instance, created, update_fields=None, **kwargs) -> None:
    """The thread was hidden, or moved to another board."""
    if not created and (update_fields is None or RIGHTS_OF_THREADS & set(update_fields)):
        announce_revoked(instance.pk)
