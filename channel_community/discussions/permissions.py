"""Who may read and do what in discussions. Pages, JSON, sockets, feeds, search and mail all ask here."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from channel_community.conf import settings
from channel_community.discussions.enums import Access, PostState
from channel_community.discussions.models import Board, Thread
from channel_community.exceptions import Conflict, Missing, Refused
from channel_community.members.viewer import Viewer
from channel_community.partners.enums import PartnerState
from channel_community.permissions import Answer, Relation, Role, capability

READ_PUBLIC = capability("Read public threads")
READ_CUSTOMER = capability("Read customer threads")
READ_GATED = capability("Read gated area")
READ_PRIVATE = capability("Read partner's private space")
OPEN_THREAD = capability("Open thread")
REPLY = capability("Reply")
EDIT_OWN = capability("Edit own post")
DELETE_OWN = capability("Delete own post")
EDIT_OTHERS = capability("Edit, hide or restore")
REACT = capability("React, mark")
ACCEPT = capability("Accept an answer")
ORDER = capability("Lock, pin")
QUEUE = capability("Moderation queue")

TRUSTED = frozenset({Role.ADVOCATE_2, Role.ADVOCATE_3})


def boards_visible_to(viewer: Viewer) -> QuerySet[Board]:
    """The boards that `viewer` may read."""
    return Board.objects.filter(_readable(viewer))


def threads_visible_to(viewer: Viewer) -> QuerySet[Thread]:
    """The threads that `viewer` may read: on a readable board, and not hidden from them."""
    threads = Thread.objects.filter(board__in=boards_visible_to(viewer).values("pk"))
    if viewer.moderates(None):  # managers too
        return threads
    overseen = viewer.moderated | viewer.administered
    in_view = Q(is_hidden=False) | Q(board__partner_id__in=overseen) if overseen else Q(is_hidden=False)
    return threads.filter(in_view)


def _readable(viewer: Viewer) -> Q:
    """The row filter behind every read of a board and of what stands on it."""
    active = Q(partner__isnull=True) | ~Q(partner__state=PartnerState.SUSPENDED)
    if viewer.is_manager:
        return Q()
    rows = Q(access=Access.PUBLIC)
    if viewer.is_signed_in and not viewer.is_suspended:
        rows |= Q(access=Access.MEMBERS)
        rows |= _customer_rows(viewer) | _gated_rows(viewer) | _staff_rows(viewer)
    return rows & active


def _customer_rows(viewer: Viewer) -> Q:
    """Customers' boards: of the whole network for every customer, of a partner for its own."""
    customers = Q(access=Access.CUSTOMERS)
    whole_network = viewer.may(READ_CUSTOMER) is Answer.ALLOWED
    mine = viewer.bought | viewer.served | viewer.moderated
    rows = customers & Q(partner_id__in=mine)
    if whole_network or viewer.served:
        rows |= customers & Q(partner__isnull=True)
    return customers if viewer.moderates(None) else rows


def _gated_rows(viewer: Viewer) -> Q:
    gated = Q(access=Access.GROUP)
    if viewer.moderates(None):
        return gated
    rows = gated & Q(partner_id__in=viewer.moderated)
    if viewer.may(READ_GATED, Relation(gate_met=True)) is Answer.ALLOWED:
        rows |= gated & Q(group_id__in=viewer.group_ids)
    return rows


def _staff_rows(viewer: Viewer) -> Q:
    staff = Q(access=Access.STAFF)
    if viewer.moderates(None):
        return staff
    return staff & Q(partner_id__in=viewer.served | viewer.moderated)


def board_relation(viewer: Viewer, board: Board) -> Relation:
    """How `viewer` stands to a board they may read."""
    return viewer.relation(partner_id=board.partner_id)


def require_open_thread(viewer: Viewer, board: Board) -> Answer:
    """ALLOWED or QUEUED; raises Refused or Conflict with the reason."""
    if board.is_closed:
        raise Conflict(_("This board takes no new threads. Choose another board."), code="closed")
    relation = board_relation(viewer, board)
    if board.partner_id is None:  # partner staff speak on the network's boards as on their own
        relation = replace(relation, own_partner=bool(viewer.served))
    answer = viewer.may(OPEN_THREAD, relation)
    if answer is Answer.REFUSED:
        raise Refused(_refusal(viewer, _("Only customers of this partner may open threads here.")))
    return answer


def require_reply(viewer: Viewer, thread: Thread, *, earlier_posts: int) -> Answer:
    """ALLOWED, or QUEUED for a prospect's first replies; raises Refused or Conflict with the reason."""
    if thread.is_closed and not viewer.oversees(thread.board.partner_id):
        raise Conflict(_("This thread is closed. Start a new one and link to it."), code="closed")
    answer = viewer.may(REPLY, board_relation(viewer, thread.board))
    if answer is Answer.REFUSED:
        raise Refused(_refusal(viewer, _("You may read this thread, but not reply.")))
    if answer is Answer.QUEUED and earlier_posts >= settings.HELD_REPLIES:
        return Answer.ALLOWED
    return answer


def require_edit(viewer: Viewer, post, board: Board) -> Answer:
    """ALLOWED, or REASON for somebody else's post; raises unless `viewer` may change `post` now."""
    _refuse_removed(post)
    if post.author_id == viewer.member_id and viewer.may(EDIT_OWN, Relation(own=True)) is Answer.ALLOWED:
        if timezone.now() <= post.created_at + edit_window(viewer):
            return Answer.ALLOWED
        if not may_moderate(viewer, board):
            raise Refused(
                _("The time for edits is over. Write a reply that says what has changed."), code="too_late"
            )
    return _moderation(viewer, board, _("Only its author may edit a post."))


def require_delete(viewer: Viewer, post, board: Board) -> Answer:
    """ALLOWED, or REASON for somebody else's post; raises unless `viewer` may remove `post`."""
    _refuse_removed(post)
    if post.author_id == viewer.member_id and viewer.may(DELETE_OWN, Relation(own=True)) is Answer.ALLOWED:
        return Answer.ALLOWED
    return _moderation(viewer, board, _("Only its author may delete a post."))


def require_react(viewer: Viewer, post) -> None:
    """Raise unless `viewer` may react to `post`; never to one's own."""
    _refuse_removed(post)
    own = post.author_id == viewer.member_id
    if viewer.may(REACT, Relation(own=own)) is not Answer.ALLOWED:
        reason = _("You cannot react to your own post.") if own else None
        raise Refused(reason or _refusal(viewer, _("Reactions open once you are a customer of a partner.")))


def require_accept(viewer: Viewer, thread: Thread) -> Answer:
    """ALLOWED, or REASON on somebody else's question; raises unless `viewer` may choose the answer."""
    own = thread.author_id == viewer.member_id
    answer = viewer.may(ACCEPT, Relation(own=own))
    if answer is Answer.REFUSED:
        raise Refused(_("Only the person who asked may accept an answer."))
    return Answer.ALLOWED if own else answer  # on one's own question nobody is asked why


def may_accept_for_others(viewer: Viewer, thread: Thread) -> bool:
    """Whether `viewer` may, with a reason, choose the answer of a question that is not theirs."""
    if viewer.member_id == thread.author_id:
        return False
    return viewer.may(ACCEPT, Relation(own=False)) is not Answer.REFUSED


def may_moderate(viewer: Viewer, board: Board) -> bool:
    """Whether `viewer` may edit or hide what others wrote on `board`."""
    return viewer.may(EDIT_OTHERS, board_relation(viewer, board)) is not Answer.REFUSED


def may_order(viewer: Viewer, thread: Thread) -> bool:
    """Whether `viewer` may close, reopen and pin the thread."""
    return viewer.may(ORDER, board_relation(viewer, thread.board)) is Answer.ALLOWED


def require_order(viewer: Viewer, thread: Thread) -> None:
    """Raise unless `viewer` may close, reopen and pin the thread."""
    if not may_order(viewer, thread):
        raise Refused(_refusal(viewer, _("Only its moderators may close or pin a thread.")))


def _moderation(viewer: Viewer, board: Board, otherwise: str) -> Answer:
    answer = viewer.may(EDIT_OTHERS, board_relation(viewer, board))
    if answer is Answer.REFUSED:
        raise Refused(_refusal(viewer, otherwise))
    return answer


def edit_window(viewer: Viewer) -> timedelta:
    """How long `viewer` may edit a post after writing it."""
    if viewer.roles & TRUSTED:
        return timedelta(days=settings.EDIT_WINDOW_DAYS_TRUSTED)
    return timedelta(hours=settings.EDIT_WINDOW_HOURS)


def link_limit(viewer: Viewer) -> int:
    """Links that one post of `viewer` may hold."""
    return settings.MAX_LINKS_NEW if viewer.roles == {Role.PROSPECT} else settings.MAX_LINKS


def _refuse_removed(post) -> None:
    if post.state == PostState.REMOVED:
        raise Missing(_("This post was removed."))


def _refusal(viewer: Viewer, otherwise: str) -> str:
    if viewer.is_suspended:
        until = timezone.localtime(viewer.member.suspended_until)
        return _("Your account may not write until %(date)s.") % {"date": until.strftime("%Y-%m-%d %H:%M %Z")}
    return otherwise
