"""What a person types about a webinar, made clean; every refusal names the field and the cure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from channel_community import sanitize
from channel_community.conf import settings
from channel_community.exceptions import Invalid

TITLE_MAX, SLUG_MAX, SUMMARY_MAX, URL_MAX = 150, 80, 240, 500
DURATIONS = range(5, 1441)
CAPACITIES = range(1, 10_001)
#: How far ahead a webinar may lie; further is a slip of the keyboard.
HORIZON = timedelta(days=3 * 366)

_is_web_address = URLValidator(schemes=["http", "https"])


def cleaned(**given) -> dict[str, Any]:
    """The columns that follow from the given fields. Raises one Invalid with the errors of all of them."""
    columns, errors = {}, {}
    for name, value in given.items():
        if name not in _CLEANERS:
            raise TypeError(f"A webinar does not take {name!r}.")
        try:
            columns.update(_CLEANERS[name](value))
        except Invalid as error:
            errors[name] = error.errors.get(name) or [error.detail]
    if errors:
        raise Invalid(_("Please look at the marked fields."), errors=errors)
    return columns


def require_future(starts_at: datetime) -> None:
    """Invalid on `local_start` unless the start lies ahead, within the horizon."""
    now = timezone.now()
    if starts_at <= now:
        raise Invalid(
            _("The start has passed."),
            errors={"local_start": [_("This time has passed. Choose a later one.")]},
        )
    if starts_at > now + HORIZON:
        raise Invalid(
            _("The start is too far ahead."),
            errors={"local_start": [_("This is more than three years ahead. Check the year.")]},
        )


def one_line(text: str, limit: int) -> str:
    """`text` on one clean line, cut at `limit` characters."""
    return sanitize.one_line(text)[:limit]


def _title(value: str) -> dict:
    title = sanitize.one_line(value)
    if not title:
        raise Invalid(_("Give the webinar a title."))
    _require_short(title, TITLE_MAX)
    return {"title": title, "slug": slugify(title)[:SLUG_MAX].strip("-_") or "webinar"}


def _summary(value: str) -> dict:
    summary = sanitize.one_line(value)
    if not summary:
        raise Invalid(_("Say in one sentence what people will take away."))
    _require_short(summary, SUMMARY_MAX)
    return {"summary": summary}


def _body(value: str) -> dict:
    body = sanitize.normalise(value)
    _require_short(body, settings.POST_MAX_LENGTH)
    return {"body": body, "html": sanitize.render(body) if body else ""}


def _duration(value: int) -> dict:
    if value not in DURATIONS:
        raise Invalid(_("Choose a length from 5 minutes to 24 hours."))
    return {"duration_minutes": value}


def _capacity(value: int | None) -> dict:
    if value is not None and value not in CAPACITIES:
        raise Invalid(_("Allow 1 to 10,000 seats, or leave the field empty for no limit."))
    return {"capacity": value}


def _join_url(value: str) -> dict:
    address = sanitize.one_line(value)
    try:
        if address:
            _is_web_address(address)
    except ValidationError:
        raise Invalid(_("Give the full address of the meeting, beginning with https://.")) from None
    _require_short(address, URL_MAX)
    return {"join_url": address}


def _require_short(text: str, limit: int) -> None:
    if len(text) > limit:
        words = _("This has %(length)d characters; %(limit)d fit. Shorten it.")
        raise Invalid(words % {"length": len(text), "limit": limit})


_CLEANERS: dict[str, Callable[[Any], dict]] = {
    "title": _title,
    "summary": _summary,
    "body": _body,
    "duration_minutes": _duration,
    "capacity": _capacity,
    "join_url": _join_url,
    "partner": lambda partner: {"partner": partner},
}
