"""What ends the rights of open sockets at once, without waiting for the next check."""

from __future__ import annotations

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver

from channel_community.realtime.broadcast import end_session


@receiver(user_logged_out, dispatch_uid="channel_community.sockets_on_logout")
def close_sockets(*, request=None, **kwargs) -> None:
    """Signing out closes the sockets of that session; the account's other sessions keep theirs."""
    session = getattr(request, "session", None)
    if session is not None and session.session_key:
        end_session(session.session_key)
