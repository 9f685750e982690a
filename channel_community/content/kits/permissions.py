"""Who may work with kits. The table has no rows of its own for them: a copy is a partner's page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from channel_community.members.viewer import Viewer
from channel_community.permissions import Answer, capability

EDIT = capability("Create or edit partner page")
PUBLISH = capability("Publish partner page")


def can_direct(viewer: Viewer) -> bool:
    """Whether `viewer` may direct versions: that is publishing on every partner's page at once."""
    return viewer.may(PUBLISH) is Answer.ALLOWED


def can_adopt(viewer: Viewer, partner_id: int | None) -> bool:
    """Whether `viewer` may make and change copies of this partner."""
    return viewer.may(EDIT, viewer.relation(partner_id=partner_id)) is Answer.ALLOWED


def can_use(viewer: Viewer) -> bool:
    """Whether kits are any business of `viewer`."""
    return can_direct(viewer) or any(can_adopt(viewer, partner_id) for partner_id in viewer.served)


def held_up(page, user) -> str:
    """Why `user` may not bring this copy to another version now, in words; "" when they may."""
    if page.workflow_in_progress:
        return _(
            "This copy waits for approval. It can go to another version when that is decided, or when the "
            "submission is withdrawn: what was read is what goes live."
        )
    lock = page.get_lock()
    if lock and (user is None or lock.for_user(user)):
        return _("This copy is locked. Ask whoever locked it to open it first.")
    return ""
