"""Mail addresses as people type or paste them: one to a line, or with commas, semicolons and blanks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from channel_community.exceptions import Invalid
from channel_community.partners.models import Invitation

MOST = 50


def read_addresses(field: str, typed: str | Iterable[str]) -> list[str]:
    """The addresses in `typed`, each once; Invalid for `field` names every one that is none."""
    parts = re.split(r"[\s,;]+", typed) if isinstance(typed, str) else list(typed)
    found, wrong = {}, []
    for part in filter(None, parts):
        try:
            found[Invitation._meta.get_field("email").clean(part.lower(), None)] = True
        except ValidationError:
            wrong.append(part[:80])
    words = _("“%(word)s” is no mail address. Write it like ana@example.com.")
    problems = [words % {"word": word} for word in wrong]
    if len(found) > MOST:
        more = ngettext(
            "Invite at most %(most)d person at a time.", "Invite at most %(most)d people at a time.", MOST
        )
        problems.append(more % {"most": MOST})
    if problems:
        raise Invalid(" ".join(problems), errors={field: problems})
    return list(found)
