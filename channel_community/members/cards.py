"""What templates and frames show of people: plain values, made in bulk, never a model instance."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.urls import reverse

from channel_community.members.enums import PublicRole

#: A partner's state in which its name is shown nowhere (`partners.enums`, which stands above this package).
SUSPENDED = "suspended"

#: Columns an AuthorCard is made of; prefix them with the path to the member, e.g. "author__".
AUTHOR_FIELDS = (
    "id",
    "handle",
    "name",
    "avatar",
    "public_role",
    "level__name",
    "level__rank",
    "public_partner__name",
    "public_partner__state",
)


@dataclass(frozen=True)
class AuthorCard:
    """A member as others see them beside what they wrote."""

    id: int
    handle: str
    name: str
    url: str
    avatar_url: str
    initials: str
    level_name: str
    level_rank: int
    role: str
    role_label: str


def author_columns(prefix: str) -> tuple[str, ...]:
    """The columns for `values()` of the member behind `prefix` ("author__", "" for members themselves)."""
    return tuple(f"{prefix}{name}" for name in AUTHOR_FIELDS)


def author_from_row(row: dict, prefix: str, urls: ProfileUrls | None = None) -> AuthorCard | None:
    """The card of the member in a `values()` row, or None where the row has none."""
    if row[f"{prefix}id"] is None:
        return None
    handle, name = row[f"{prefix}handle"], row[f"{prefix}name"]
    partner = row[f"{prefix}public_partner__name"], row[f"{prefix}public_partner__state"]
    role, role_label = _role(row[f"{prefix}public_role"], *partner)
    return AuthorCard(
        id=row[f"{prefix}id"],
        handle=handle,
        name=name,
        url=(urls or ProfileUrls()).of(handle),
        avatar_url=default_storage.url(row[f"{prefix}avatar"]) if row[f"{prefix}avatar"] else "",
        initials=initials(name),
        level_name=row[f"{prefix}level__name"] or "",
        level_rank=row[f"{prefix}level__rank"] or 0,
        role=role,
        role_label=role_label,
    )


def author_of(member) -> AuthorCard:
    """The card of one member instance."""
    level, partner = member.level, member.public_partner
    role, role_label = _role(
        member.public_role, *((partner.name, partner.state) if partner else (None, None))
    )
    return AuthorCard(
        id=member.pk,
        handle=member.handle,
        name=member.name,
        url=ProfileUrls().of(member.handle),
        avatar_url=member.avatar.url if member.avatar else "",
        initials=initials(member.name),
        level_name=level.name if level else "",
        level_rank=level.rank if level else 0,
        role=role,
        role_label=role_label,
    )


class ProfileUrls:
    """Addresses of profiles, with one reversal for a whole list."""

    _MARK = "handle-0"

    def __init__(self):
        self._pattern = reverse("channel_community:member", args=[self._MARK])

    def of(self, handle: str) -> str:
        return self._pattern.replace(self._MARK, handle)


def initials(name: str) -> str:
    """One or two letters that stand in for a missing picture."""
    words = [word for word in name.split() if word]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def _role(role: str | None, partner_name: str | None, partner_state: str | None) -> tuple[str, str]:
    """The role that shows beside a name, and its words; nothing of a partner that is suspended."""
    if not role or (role == PublicRole.PARTNER and partner_state == SUSPENDED):
        return "", ""
    if role == PublicRole.PARTNER and partner_name:
        return role, partner_name
    return role, str(PublicRole(role).label)
