"""What ends the rights of open sockets at once, without waiting for the next check.

Only what can take something away asks for a check; what is gained shows when a page is opened.
"""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver

from channel_community.members.models import Member, Membership
from channel_community.realtime import broadcast
from channel_community.realtime.broadcast import end_session

User = get_user_model()
#: Columns that decide what an account may read; others are saved often, with every sign-in.
RIGHTS_OF_USERS = {"is_active", "is_superuser", "password"}


@receiver(user_logged_out, dispatch_uid="channel_community.sockets_on_logout")
def close_sockets(*, request=None, **kwargs) -> None:
    """Signing out closes the sockets of that session; the account's other sessions keep theirs."""
    session = getattr(request, "session", None)
    if session is not None and session.session_key:
        end_session(session.session_key)


@receiver(post_save, sender=Membership, dispatch_uid="channel_community.sockets_on_place_change")
@receiver(post_delete, sender=Membership, dispatch_uid="channel_community.sockets_on_place_loss")
def on_place(*, instance, using, created=False, **kwargs) -> None:
    """A place in a partner was taken away, or became another."""
    if not created:
        _after_commit(using, broadcast.recheck_member, instance.member_id)


@receiver(post_save, sender=Member, dispatch_uid="channel_community.sockets_on_suspension")
def on_member(*, instance, using, created, update_fields=None, **kwargs) -> None:
    """A member was suspended."""
    if not created and instance.suspended_until and touches(update_fields, {"suspended_until"}):
        _after_commit(using, broadcast.recheck_member, instance.pk)


@receiver(post_save, sender=User, dispatch_uid="channel_community.sockets_on_account")
@receiver(post_delete, sender=User, dispatch_uid="channel_community.sockets_on_account_loss")
def on_user(*, instance, using, created=False, update_fields=None, **kwargs) -> None:
    """An account was closed, deleted, or lost its rank."""
    if not created and touches(update_fields, RIGHTS_OF_USERS):
        _after_commit(using, broadcast.recheck_user, instance.pk)


def on_groups(*, instance, action, reverse, pk_set, using, **kwargs) -> None:
    """People left groups: `user.groups.remove(...)`, `group.user_set.remove(...)`, or all at once."""
    if action not in {"post_remove", "post_clear"}:
        return
    if not reverse:
        _after_commit(using, broadcast.recheck_user, instance.pk)
    elif action == "post_clear":
        _after_commit(using, broadcast.recheck_all)
    else:
        for user_id in pk_set:
            _after_commit(using, broadcast.recheck_user, user_id)


@receiver(post_save, sender=Group, dispatch_uid="channel_community.sockets_on_group_change")
@receiver(post_delete, sender=Group, dispatch_uid="channel_community.sockets_on_group_loss")
def on_group(*, using, created=False, **kwargs) -> None:
    """A group was deleted or renamed; some have meaning by their name."""
    if not created:
        _after_commit(using, broadcast.recheck_all)


def touches(update_fields, columns: set[str]) -> bool:
    """Whether a save wrote one of these columns; None means that it wrote them all."""
    return update_fields is None or bool(columns & set(update_fields))


def _after_commit(using: str, ask, *args) -> None:
    # A lambda: Django names the function in its log when it fails, and a partial has no name to give.
    transaction.on_commit(lambda: ask(*args), using=using, robust=True)


if hasattr(User, "groups"):  # a user model without Django's permissions has none
    m2m_changed.connect(
        on_groups, sender=User.groups.through, dispatch_uid="channel_community.sockets_on_groups"
    )
