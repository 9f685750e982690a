"""Co-branded mail: one text, as plain text and as HTML, in the partner's colours beside the brand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from typing import Any, NamedTuple

from django.conf import settings as django_settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from channel_community.conf import settings
from channel_community.exceptions import Invalid
from channel_community.sanitize import one_line

SUBJECT_LENGTH = 200
CALENDAR = "text/calendar"

_letterhead_source: Callable[[Any], Letterhead] | None = None


def set_letterhead_source(source: Callable[[Any], Letterhead]) -> None:
    """Name the function that makes the letterhead of a branding. Partners do: they stand above this one."""
    global _letterhead_source
    _letterhead_source = source


@dataclass(frozen=True)
class Letterhead:
    """Who a letter is from: brand and, where there is one, partner. Every address is absolute, or ""."""

    brand_name: str
    brand_url: str = ""
    brand_logo_url: str = ""
    partner_name: str = ""
    partner_url: str = ""
    partner_logo_url: str = ""
    tagline: str = ""
    root_url: str = ""
    accent: str = "#0f5b66"
    on_accent: str = "#ffffff"
    accent_text: str = "#0f5b66"
    accent_soft: str = "#e3f0f0"

    @property
    def sender_name(self) -> str:
        """The name in the From line."""
        return f"{self.partner_name} × {self.brand_name}" if self.partner_name else self.brand_name


class CalendarPart(NamedTuple):
    """A calendar object (RFC 5545) and its iTIP method (RFC 6047 section 2.4), such as REQUEST or CANCEL."""

    content: bytes | str
    method: str
    filename: str = "invite.ics"

    @property
    def text(self) -> str:
        return self.content.decode("utf-8") if isinstance(self.content, bytes) else self.content


class Attachment(NamedTuple):
    """A file that goes along."""

    filename: str
    content: bytes
    mimetype: str = "application/octet-stream"


def send_branded(
    *,
    to: str,
    subject: str,
    template: str,
    context: Mapping,
    branding=None,
    to_name: str = "",
    attachments: Iterable[Attachment] = (),
    calendar: CalendarPart | None = None,
    headers: Mapping[str, str] | None = None,
    reply_to: str = "",
) -> int:
    """Send one letter to one person, and return the number of letters sent (0 or 1).

    `template` is a path without ending: its `.txt` and `.html` are rendered with `context`, `subject`,
    `letterhead` and `root_url` (the site's address, to put before paths). `branding` is a partner or its
    branding; None is the brand alone. A calendar goes as an alternative and as a file, because calendars
    read one or the other. What people typed cannot make a header: line breaks in subject, names and headers
    become spaces. Raises Invalid for an address that is none; errors of the mail server are the caller's to
    retry.
    """
    make = _letterhead_source or _plain_letterhead
    letterhead = make(branding)
    words = {
        "root_url": letterhead.root_url,
        **context,
        "letterhead": letterhead,
        "subject": one_line(subject)[:SUBJECT_LENGTH],
    }
    message = _Letter(
        words["subject"],
        render_to_string(f"{template}.txt", words).strip() + "\n",
        _mailbox(sender_address(), letterhead.sender_name),
        [_mailbox(to, to_name)],
        headers={name: one_line(str(value)) for name, value in (headers or {}).items()},
        reply_to=[_mailbox(reply_to)] if reply_to else None,
    )
    message.attach_alternative(render_to_string(f"{template}.html", words), "text/html")
    if calendar:
        message.attach_calendar(CalendarPart(*calendar))
    for file in attachments:
        filename, content, mimetype = Attachment(*file)
        message.attach(one_line(filename), content, mimetype)
    return message.send()


def _plain_letterhead(branding) -> Letterhead:
    return Letterhead(brand_name=getattr(django_settings, "WAGTAIL_SITE_NAME", "") or "Community")


def sender_address() -> str:
    """The address that community mail comes from, without a name."""
    return parseaddr(settings.FROM_EMAIL or django_settings.DEFAULT_FROM_EMAIL)[1]


class _Letter(EmailMultiAlternatives):
    """Adds the `method` that calendar parts must name in their header, whichever Django builds it."""

    calendar_method = ""

    def attach_calendar(self, calendar: CalendarPart) -> None:
        self.calendar_method = calendar.method
        self.attach_alternative(calendar.text, CALENDAR)
        self.attach(one_line(calendar.filename), calendar.text, CALENDAR)

    def message(self, *args, **kwargs):
        built = super().message(*args, **kwargs)
        if self.calendar_method:
            for part in built.walk():
                if part.get_content_type() == CALENDAR:
                    part.set_param("method", self.calendar_method)
        return built


def _mailbox(address: str, name: str = "") -> str:
    try:
        validate_email(address)
    except ValidationError:
        message = _("“%(address)s” is not a mail address.") % {"address": one_line(str(address))[:80]}
        raise Invalid(message, code="address", errors={"email": [message]}) from None
    return formataddr((one_line(name), address)) if name else address
