"""Rules for texts, the same at every door. Each refusal names the field and the cure."""

from __future__ import annotations

import re
import unicodedata

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from channel_community import sanitize
from channel_community.conf import settings
from channel_community.discussions.enums import ThreadKind
from channel_community.exceptions import Invalid

TITLE_MIN_LENGTH = 3
REASON_MAX_LENGTH = 300
_TAG = re.compile(r"\A[\w][\w .+#-]{0,29}\Z")
_CLIENT_KEY = re.compile(r"\A[\w-]{1,64}\Z", re.ASCII)


def refuse(field: str, message: str, code: str = "invalid") -> Invalid:
    """An Invalid about one field."""
    return Invalid(message, code=code, errors={field: [message]})


def check_body(text: str) -> str:
    """The text of a post as it is stored, or Invalid on `body`."""
    _refuse_characters("body", text)
    body = sanitize.normalise(text)
    if not body or not any(unicodedata.category(char)[0] not in "ZC" for char in body):
        raise refuse("body", _("Write something first: the text is empty."), "empty")
    limit = settings.POST_MAX_LENGTH
    if len(body) > limit:
        raise refuse(
            "body",
            ngettext(
                "The text is %(over)d character too long (of %(limit)d). Shorten it, or make two posts.",
                "The text is %(over)d characters too long (of %(limit)d). Shorten it, or make two posts.",
                len(body) - limit,
            )
            % {"over": len(body) - limit, "limit": limit},
            "too_long",
        )
    if len(sanitize.mentions(body)) > settings.MAX_MENTIONS:
        limit = settings.MAX_MENTIONS
        raise refuse(
            "body", _("Mention at most %(limit)d people in one post.") % {"limit": limit}, "too_many_mentions"
        )
    return body


def check_links(html: str, *, max_links: int | None = None) -> None:
    """Raise Invalid on `body` when its rendered `html` leads away, or shows images, too often."""
    limit = settings.MAX_LINKS if max_links is None else max_links
    if sanitize.count_links(html) > limit:
        raise refuse(
            "body",
            ngettext(
                "Only %(limit)d link is possible in a post of yours. Remove the others.",
                "Only %(limit)d links are possible in a post of yours. Remove the others.",
                limit,
            )
            % {"limit": limit},
            "too_many_links",
        )


def check_reason(text: str) -> str:
    """Why a moderator acts, as it is kept in the log, or Invalid on `reason`."""
    reason = sanitize.one_line(text)[:REASON_MAX_LENGTH]
    if not reason:
        raise refuse("reason", _("Say why, in a few words: it is kept in the log."), "reason_needed")
    return reason


def check_title(text: str) -> str:
    """A thread's title as it is stored, or Invalid on `title`."""
    _refuse_characters("title", text)
    title = sanitize.one_line(text)
    if len(title) < TITLE_MIN_LENGTH:
        raise refuse(
            "title",
            _("Give the thread a title of at least 3 characters, so that others can find it."),
            "too_short",
        )
    limit = settings.TITLE_MAX_LENGTH
    if len(title) > limit:
        raise refuse(
            "title",
            _("The title is %(count)d characters long. Shorten it to %(limit)d or fewer.")
            % {"count": len(title), "limit": limit},
            "too_long",
        )
    return title


def check_kind(kind: str) -> str:
    """One of the kinds of thread, or Invalid on `kind`."""
    if kind not in ThreadKind.values:
        raise refuse("kind", _("Choose whether this is a question or a discussion."), "unknown_kind")
    return kind


def check_tags(tags: str | list[str]) -> list[str]:
    """Tags as a list of words, or Invalid on `tags`. A string is split at commas."""
    words = tags.split(",") if isinstance(tags, str) else list(tags)
    names = list(dict.fromkeys(sanitize.one_line(word).lower() for word in words if word.strip()))
    if len(names) > settings.MAX_TAGS:
        raise refuse("tags", _("Choose at most %(limit)d tags.") % {"limit": settings.MAX_TAGS}, "too_many")
    for name in names:
        if not _TAG.match(name) or not slugify(name, allow_unicode=True):
            raise refuse(
                "tags",
                _("“%(tag)s” cannot be a tag. Use up to 30 letters, digits, spaces and - + # .")
                % {"tag": name[:40]},
            )
    return names


def check_client_key(key: str | None) -> str | None:
    """The key under which a repeated write is recognised, or None when the client sent none."""
    if not key:
        return None
    if not _CLIENT_KEY.match(key):
        raise refuse(
            "client_key", _("The form's key is damaged. Reload the page and send the text again."), "bad_key"
        )
    return key


def _refuse_characters(field: str, text: str) -> None:
    """Characters that no keyboard types: control characters, and halves of surrogate pairs."""
    for position, char in enumerate(text, start=1):
        category = unicodedata.category(char)
        if category == "Cs" or (category == "Cc" and char not in "\n\r\t"):
            raise refuse(
                field,
                _("Character %(position)d cannot be shown (code %(code)s). Delete it, or paste plain text.")
                % {"position": position, "code": f"U+{ord(char):04X}"},
                "unprintable",
            )
