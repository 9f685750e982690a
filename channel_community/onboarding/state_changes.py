"""The changes of a partner's state as the screens show them, and what each will do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from channel_community.discussions.models import Board
from channel_community.members.models import Membership
from channel_community.partners import actions
from channel_community.partners.enums import InvitationState, PartnerState
from channel_community.partners.groups import STAFF
from channel_community.partners.models import Invitation, Partner


@dataclass(frozen=True)
class Change:
    """A change of a partner's state as the screens show it. `said` is what they say afterwards."""

    name: str
    label: str
    icon: str
    open_in: frozenset[str]
    action: Callable
    question: str
    said: str
    is_serious: bool = True


CHANGES = (
    Change(
        name="reactivate",
        label=gettext_lazy("Reactivate"),
        icon="rotate",
        open_in=frozenset({PartnerState.SUSPENDED, PartnerState.LEFT}),
        action=actions.partner_reactivate,
        question=gettext_lazy("Reactivate %(name)s?"),
        said=gettext_lazy("%(name)s is active again."),
        is_serious=False,
    ),
    Change(
        name="suspend",
        label=gettext_lazy("Suspend"),
        icon="no-view",
        open_in=frozenset({PartnerState.ACTIVE, PartnerState.LEFT}),
        action=actions.partner_suspend,
        question=gettext_lazy("Suspend %(name)s?"),
        said=gettext_lazy("%(name)s is suspended. Nobody but the brand sees its space."),
    ),
    Change(
        name="leave",
        label=gettext_lazy("Leave the network"),
        icon="logout",
        open_in=frozenset({PartnerState.ACTIVE, PartnerState.SUSPENDED}),
        action=actions.partner_leave,
        question=gettext_lazy("Does %(name)s leave the network?"),
        said=gettext_lazy("%(name)s has left. What was said stays readable."),
    ),
)


def open_changes(partner: Partner) -> list[tuple[Change, str]]:
    """The changes that the partner's state allows, each with the address of its screen."""
    return [
        (change, reverse("community_partners:state", args=[partner.pk, change.name]))
        for change in CHANGES
        if partner.state in change.open_in
    ]


def consequences(partner: Partner, change: str) -> list[str]:
    """What the change will do to this partner, in sentences."""
    boards = Board.objects.filter(partner=partner)
    figures = {
        "boards": boards.count(),
        "threads": sum(boards.values_list("thread_count", flat=True)),
        "staff": Membership.objects.filter(partner=partner, role__in=STAFF).count(),
        "invitations": Invitation.objects.filter(partner=partner, state=InvitationState.PENDING).count(),
    }
    sentences = {"suspend": _suspending, "leave": _leaving, "reactivate": _reactivating}[change]
    return [sentence % figures for sentence in sentences(partner)]


def _suspending(partner: Partner) -> list[str]:
    return [
        _("Its pages, files, boards (%(boards)d) and threads (%(threads)d) answer “not found” at once."),
        _("Search, lists, feeds and the sitemap leave it out; open pages in people’s browsers are cut off."),
        _("Its staff (%(staff)d) can change nothing, and its open invitations (%(invitations)d) wait."),
        _("Reactivating brings all of it back as it is now."),
    ]


def _leaving(partner: Partner) -> list[str]:
    return [
        _(
            "Its boards (%(boards)d) take no new threads. "
            "Its threads (%(threads)d) stay, and people may answer."
        ),
        _("Its pages stay under their addresses; the directory and lists of partners leave it out."),
        _("Its staff (%(staff)d) lose their places for good; its customers keep theirs."),
        _("Its open invitations (%(invitations)d) are taken back."),
    ]


def _reactivating(partner: Partner) -> list[str]:
    if partner.state == PartnerState.SUSPENDED:
        return [
            _("Pages, files, boards (%(boards)d) and threads (%(threads)d) are back as they were."),
            _("Its staff (%(staff)d) can work again."),
        ]
    return [
        _("The directory and lists of partners show it again, and its boards take new threads."),
        _("Its staff lost their places when it left: invite them again."),
    ]
