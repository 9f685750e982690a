"""What a rollout does to one copy, and what an act of the brand means for a page that is on air."""

from __future__ import annotations

from wagtail.log_actions import log
from wagtail.models import PageLogEntry, Revision
from wagtail.search import index

from channel_community.content.kits.models import KitVersion

TAKEN_DOWN = "channel_community.kit_recalled"
MOVED = "channel_community.kit_moved"
#: What else puts a page on air or takes it off: the newest of all says who did it last.
_TURNS = (TAKEN_DOWN, "wagtail.publish", "wagtail.unpublish", "wagtail.publish.schedule")


def bring_to(copy, version: KitVersion, *, user=None, reason: str = "") -> bool:
    """Let the copy wear `version`, if that is newer; whether it was not so before.

    One that a recall took off air is on air again.
    """
    if copy.version.number >= version.number:
        return False
    _wear(copy, version, user, reason)
    return True


def put_back(copy, version: KitVersion, *, user=None, reason: str = "") -> bool:
    """Let a copy of a newer, recalled version wear `version` again; what stands in its slots stays."""
    if copy.version.number <= version.number or copy.version.recalled_at is None:
        return False
    _wear(copy, version, user, reason)
    return True


def bring_back(copy, *, user=None) -> bool:
    """Put a copy on air again that a recall took off, in the version it wears."""
    taken_down = None if copy.live else _taken_down(copy)
    if taken_down:
        _put_on_air(copy, taken_down, user)
    return bool(taken_down)


def _wear(copy, version: KitVersion, user, reason: str) -> None:
    taken_down = None if copy.live else _taken_down(copy)
    type(copy)._base_manager.filter(pk=copy.pk).update(version=version)
    copy.version = version
    copy.__dict__.pop("effective_version", None)
    data = {"kit": version.kit.name, "version": version.number, "reason": reason}
    log(instance=copy, action=MOVED, user=user, data=data)
    if taken_down:
        _put_on_air(copy, taken_down, user)
    else:
        index.insert_or_update_object(copy)


def take_down(copy, version: KitVersion, *, user=None) -> bool:
    """Take a copy off air that wears the recalled `version`; whether it was on air."""
    if not copy.live or copy.effective_version.pk != version.pk:
        return False
    data = {"version": version.number, "reason": version.reason, "revision": copy.live_revision_id}
    copy.unpublish(user=user, log_action=None)
    log(instance=copy, action=TAKEN_DOWN, user=user, data=data)
    return True


def _taken_down(copy) -> PageLogEntry | None:
    """The recall that took the copy off air, if nobody published or unpublished it since."""
    turns = PageLogEntry.objects.filter(page_id=copy.pk, action__in=_TURNS)
    last = turns.order_by("-timestamp", "-pk").first()
    return last if last and last.action == TAKEN_DOWN else None


def _put_on_air(copy, entry: PageLogEntry, user) -> None:
    was = Revision.page_revisions.filter(object_id=str(copy.pk), pk=entry.data.get("revision")).first()
    if was:
        was.publish(user=user, skip_permission_checks=True)  # accepting, not writing, brings it back
        return
    copy.live = True
    copy.save()
