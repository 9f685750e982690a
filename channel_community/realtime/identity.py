"""Who is behind a socket, at the handshake and again while it stays open.

A socket outlives the request that opened it, so what counts is the session *store*, never a session or user
that was loaded once: after a sign-out, a password change or a deactivation the store says so. Everything here
is synchronous and runs in a database thread.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from http.cookies import CookieError
from importlib import import_module

from django.conf import settings as django_settings
from django.contrib.auth import (
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
    get_user_model,
    load_backend,
)
from django.http import parse_cookie
from django.utils.crypto import constant_time_compare

from channel_community.members.viewer import ANONYMOUS, Viewer, viewer_for_user


@dataclass(frozen=True)
class Identity:
    """The viewer of one socket, and the proof it rests on: a session key, or else a user's id."""

    viewer: Viewer = ANONYMOUS
    session_key: str | None = None

    @property
    def member_id(self) -> int | None:
        return self.viewer.member_id

    @property
    def card(self) -> dict | None:
        """What the other readers see of a member; None for everybody else."""
        if self.member_id is None:
            return None
        return {
            "handle": self.viewer.handle,
            "name": self.viewer.name,
            "avatar_url": self.viewer.avatar_url,
        }


NOBODY = Identity()


def identify(scope: dict) -> Identity:
    """Who opened the socket: by the session that middleware read, by its user, or by the cookie itself."""
    key = session_key(scope)
    user = user_of_session(key) if key else None
    if user is not None:
        return Identity(viewer_for_user(user), key)
    user = scope.get("user")
    if not key and user is not None and user.is_authenticated:  # signed in by something other than a session
        return Identity(viewer_for_user(user))
    return NOBODY


def confirm(identity: Identity) -> Identity | None:
    """The same person as they stand now; None when the session or account no longer carries them."""
    if not identity.viewer.is_signed_in:
        return identity
    if identity.session_key:
        user = user_of_session(identity.session_key)
    else:
        user = get_user_model().objects.filter(pk=identity.viewer.user_id, is_active=True).first()
    if user is None or user.pk != identity.viewer.user_id:
        return None
    return Identity(viewer_for_user(user), identity.session_key)


def session_key(scope: dict) -> str | None:
    """The key of the session that the handshake carries."""
    if "session" in scope:
        return _plausible(scope["session"].session_key)
    cookies: dict[str, str] = {}
    for name, value in scope.get("headers", ()):
        if name == b"cookie":
            try:
                cookies.update(parse_cookie(value.decode("latin-1")))
            except CookieError:
                continue
    return _plausible(cookies.get(django_settings.SESSION_COOKIE_NAME))


def _plausible(key: str | None) -> str | None:
    return key if key and key.isascii() and key.isprintable() else None


def user_of_session(key: str):
    """The active user whose sign-in the stored session proves, or None. Never rotates a session."""
    session = import_module(django_settings.SESSION_ENGINE).SessionStore(key)
    backend_path = session.get(BACKEND_SESSION_KEY)
    if SESSION_KEY not in session or backend_path not in django_settings.AUTHENTICATION_BACKENDS:
        return None
    user_id = get_user_model()._meta.pk.to_python(session[SESSION_KEY])
    user = load_backend(backend_path).get_user(user_id)
    return user if user is not None and _is_proved(user, session.get(HASH_SESSION_KEY)) else None


def _is_proved(user, proof: str | None) -> bool:
    if not hasattr(user, "get_session_auth_hash"):
        return True
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return any(constant_time_compare(proof or "", known) for known in hashes)


def digest(key: str) -> str:
    """What may be said of a session key outside its store."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
