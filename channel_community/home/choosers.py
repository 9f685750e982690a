"""How an editor picks a board, a thread or a webinar to show on a page."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from channel_community.content.choosers import ScopedChooserViewSet
from channel_community.content.scopes import adds_scope
from channel_community.discussions.enums import Access
from channel_community.discussions.models import Board, Thread
from channel_community.discussions.permissions import boards_visible_to, threads_visible_to
from channel_community.members.viewer import Viewer
from channel_community.webinars import queries as webinars
from channel_community.webinars.models import Webinar


@adds_scope(Board)
def boards(user, viewer: Viewer):
    """All for the brand; for others their own partners' boards, and the network's that everybody reads."""
    visible = boards_visible_to(viewer)
    if viewer.is_manager:
        return visible
    return visible.filter(
        Q(partner_id__in=viewer.served) | Q(partner__isnull=True, access=Access.PUBLIC),
    )


@adds_scope(Thread)
def threads(user, viewer: Viewer):
    """Threads on boards that may be chosen."""
    return threads_visible_to(viewer).filter(board__in=boards(user, viewer).values("pk"))


@adds_scope(Webinar)
def webinars_to_choose(user, viewer: Viewer):
    """All for the brand; for others their own partners' webinars and the network's."""
    visible = webinars.visible_to(viewer)
    if viewer.is_manager:
        return visible
    return visible.filter(Q(partner_id__in=viewer.served) | Q(partner__isnull=True))


class BoardChooserViewSet(ScopedChooserViewSet):
    """Used by the block that starts a discussion."""

    model = "channel_community.Board"
    icon = "group"
    choose_one_text = _("Choose a board")
    choose_another_text = _("Choose another board")
    edit_item_text = _("Edit this board")
    details = ((_("Partner"), "partner"), (_("Open to"), "get_access_display"))
    related = ("partner",)
    ordering = ("partner__name", "position", "title")


class ThreadChooserViewSet(ScopedChooserViewSet):
    """Used by the thread card."""

    model = "channel_community.Thread"
    icon = "comment"
    choose_one_text = _("Choose a thread")
    choose_another_text = _("Choose another thread")
    edit_item_text = _("Edit this thread")
    details = ((_("Board"), "board"), (_("Last post"), "last_post_at"))
    related = ("board__partner",)
    ordering = ("-last_post_at", "-pk")


class WebinarChooserViewSet(ScopedChooserViewSet):
    """Used by the webinar card."""

    model = "channel_community.Webinar"
    icon = "calendar-alt"
    choose_one_text = _("Choose a webinar")
    choose_another_text = _("Choose another webinar")
    edit_item_text = _("Edit this webinar")
    details = ((_("Partner"), "partner"), (_("Starts"), "starts_at"))
    related = ("partner",)
    ordering = ("-starts_at", "-pk")


board_chooser = BoardChooserViewSet("community_board_chooser")
thread_chooser = ThreadChooserViewSet("community_thread_chooser")
webinar_chooser = WebinarChooserViewSet("community_webinar_chooser")

choosers = (board_chooser, thread_chooser, webinar_chooser)
