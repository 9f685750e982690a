"""Who hears of a step in a page's approval, and the letter they get."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import swapper
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override
from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState
from wagtail.users.models import UserProfile

from channel_community.content.workflow import partner_page
from channel_community.notifications.mail import send_branded
from channel_community.partners.branding import community_of

_TEMPLATES = "channel_community/emails/"


@dataclass(frozen=True)
class Letter:
    """A kind of letter: its subject, and the switch in Wagtail's account settings that turns it off."""

    subject: str
    switch: str


LETTERS = {
    "page_submitted": Letter(gettext_noop("To approve: %(title)s"), "submitted_notifications"),
    "page_approved": Letter(gettext_noop("Published: %(title)s"), "approved_notifications"),
    "page_sent_back": Letter(gettext_noop("Changes wanted: %(title)s"), "rejected_notifications"),
}


def approvers_of(task_state: TaskState, *, but: int | None) -> Iterator[int]:
    """Ids of the users who may decide, each once; not the one who asks.

    Superusers are among them unless WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS says no, as with Wagtail's.
    """
    task = task_state.task.specific
    groups = task.groups.all() if isinstance(task, AbstractGroupApprovalTask) else ()
    wanted = Q(groups__in=groups)
    if getattr(django_settings, "WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS", True):
        wanted |= Q(is_superuser=True)
    users = get_user_model().objects.filter(wanted, is_active=True).exclude(pk=but)
    yield from users.order_by("pk").values_list("pk", flat=True).distinct()


def writers_of(state: WorkflowState, page, *, but: int | None) -> list[int]:
    """Ids of whoever asked for the approval and of the page's author, each once; not the one who decided."""
    author = getattr(page, "author", None)
    ids = [state.requested_by_id, getattr(author, "user_id", None)]
    return [pk for pk in dict.fromkeys(ids) if pk and pk != but]


def send_letter(payload: dict, *, partner, name: str) -> None:
    """The letter to one person, in their language; none to somebody who left or turned them off.

    `name` is the same for every try to send it.
    """
    reader = get_user_model().objects.filter(pk=payload["reader_id"], is_active=True).first()
    page = _page(payload["page_id"])
    letter = LETTERS[payload["kind"]]
    if reader is None or not reader.email or page is None:
        return
    profile = UserProfile.get_for_user(reader)
    if not getattr(profile, letter.switch):
        return
    with override(profile.get_preferred_language()):
        send_branded(
            to=reader.email,
            to_name=_name(reader),
            subject=_(letter.subject) % {"title": payload["title"]},
            template=_TEMPLATES + payload["kind"],
            context=_words(payload, page, partner),
            branding=partner,
            headers={"Message-ID": f"<{name}@{_host()}>", "Auto-Submitted": "auto-generated"},
        )


def _words(payload: dict, page, partner) -> dict:
    who = get_user_model().objects.filter(pk=payload["user_id"]).first() if payload["user_id"] else None
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return {
        "title": payload["title"],
        "page_type": page.get_verbose_name(),
        "partner_name": partner.name if partner else "",
        "who": _name(who) if who else "",
        "comment": payload["comment"],
        "edit_url": urljoin(_admin_root(), edit),
        "page_url": urljoin(_admin_root(), page.full_url or ""),
    }


def _admin_root() -> str:
    """Where the admin is: WAGTAILADMIN_BASE_URL, else the default site."""
    return getattr(django_settings, "WAGTAILADMIN_BASE_URL", "") or community_of(None).root_url


def _host() -> str:
    return urlsplit(_admin_root()).hostname or "localhost"


def _page(page_id: int):
    page = swapper.load_model("wagtailcore", "Page").objects.filter(pk=page_id).first()
    return partner_page(page) if page else None


def _name(user) -> str:
    member = getattr(user, "community_member", None)
    return member.name if member else user.get_full_name() or user.get_username()
