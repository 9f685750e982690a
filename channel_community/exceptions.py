"""Errors that actions raise. Views, sockets and the API translate them; nothing else does."""

from __future__ import annotations


class CommunityError(Exception):
    """Base of every expected refusal. `code` is for programs, `detail` for people.

    `errors` maps field names to lists of messages, so that a form can show each beside its field.
    """

    code = "refused"
    status = 400

    def __init__(self, detail, *, code: str | None = None, errors: dict[str, list] | None = None):
        super().__init__(str(detail))
        self.detail = detail
        self.code = code or self.code
        self.errors = errors or {}


class Invalid(CommunityError):
    """The input is wrong; `errors` names the fields and the cure."""

    code = "invalid"
    status = 400


class Refused(CommunityError):
    """The person may see the object, but may not do this to it."""

    code = "forbidden"
    status = 403


class Missing(CommunityError):
    """There is no such object, or the person may not know that there is."""

    code = "not_found"
    status = 404


class Conflict(CommunityError):
    """The object's state forbids it now: a closed thread, a full webinar, a key used for another text."""

    code = "conflict"
    status = 409


class TooMany(CommunityError):
    """A rate limit is reached. `retry_after` is in seconds (RFC 9110 section 10.2.3)."""

    code = "rate_limited"
    status = 429

    def __init__(self, detail, *, retry_after: int, **kwargs):
        super().__init__(detail, **kwargs)
        self.retry_after = retry_after
