"""A session engine whose store is away."""

from django.contrib.sessions.backends.base import SessionBase


class SessionStore(SessionBase):
    def load(self):
        raise ConnectionError("the session store is away")
