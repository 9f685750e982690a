"""Who may do what with webinars, by the permission table. Asked by pages, admin and API alike."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from channel_community.exceptions import Refused
from channel_community.members.viewer import Viewer
from channel_community.partners.enums import PartnerState
from channel_community.partners.models import Partner
from channel_community.permissions import Answer, Relation, Role, capability
from channel_community.webinars.enums import WebinarState
from channel_community.webinars.models import Webinar

HOST = capability("Host a webinar")
ATTEND = capability("Register, cancel own seat")
MANAGE = capability("Cancel or edit others' webinar")
JOIN = capability("See join link")


def hosting(viewer: Viewer, partner_id: int | None) -> Answer:
    """Whether they may host for this partner (None: for the network); QUEUED means a manager decides."""
    return viewer.may(HOST, viewer.relation(partner_id=partner_id))


def may_propose(viewer: Viewer) -> bool:
    """Whether the page for proposing a webinar has anything for them."""
    return hosting(viewer, None) is not Answer.REFUSED or any(
        hosting(viewer, partner_id) is not Answer.REFUSED for partner_id in viewer.served
    )


def partners_to_host_for(viewer: Viewer) -> QuerySet[Partner]:
    """Active partners in whose name they may host: their own, and those they look after."""
    active = Partner.objects.filter(state=PartnerState.ACTIVE)
    if viewer.moderates(None):
        return active
    return active.filter(Q(pk__in=viewer.served) | Q(pk__in=viewer.bought) | Q(pk__in=viewer.moderated))


def require_register(viewer: Viewer) -> None:
    """Refused unless they may take seats."""
    if viewer.may(ATTEND) is Answer.REFUSED:
        raise Refused(_("Your account cannot take seats in webinars at the moment."))


def editing(viewer: Viewer, webinar: Webinar) -> Answer:
    """Whether they may change it; REASON asks for a written reason.

    Hosts change their own. Those whose webinars a manager approves change theirs until it is approved.
    """
    if _is_host(viewer, webinar):
        own = hosting(viewer, webinar.partner_id)
        if own is Answer.ALLOWED or (own is Answer.QUEUED and webinar.state == WebinarState.DRAFT):
            return Answer.ALLOWED
    return viewer.may(MANAGE, viewer.relation(partner_id=webinar.partner_id))


def cancelling(viewer: Viewer, webinar: Webinar) -> Answer:
    """Whether they may call it off; a host may always call off their own."""
    if _is_host(viewer, webinar):
        return Answer.ALLOWED
    return viewer.may(MANAGE, viewer.relation(partner_id=webinar.partner_id))


def may_approve(viewer: Viewer, webinar: Webinar) -> bool:
    """Whether a proposal waits for them: for managers only."""
    return webinar.state == WebinarState.DRAFT and viewer.is_manager


def may_join(viewer: Viewer, webinar: Webinar, *, has_seat: bool) -> bool:
    """Whether the meeting's address is for them, apart from the time: the host, and those with a seat."""
    own = _is_host(viewer, webinar) or has_seat
    return viewer.may(JOIN, Relation(own=own)) is not Answer.REFUSED


def require(answer: Answer, reason: str = "") -> None:
    """Refused unless `answer` lets the act go on; one that asks for a reason needs one."""
    if answer is Answer.REFUSED or answer is Answer.QUEUED:
        raise Refused(_("This is for the host and the people who run the community."))
    if answer is Answer.REASON and not reason.strip():
        raise Refused(
            _("Say why, in a few words."), code="reason_needed", errors={"reason": [_("Give a reason.")]}
        )


def _is_host(viewer: Viewer, webinar: Webinar) -> bool:
    return viewer.member_id == webinar.host_id and Role.ANONYMOUS not in viewer.roles
