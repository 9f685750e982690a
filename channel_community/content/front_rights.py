"""What a partner's staff may not do to its front page, whatever Wagtail's groups would let them."""

from __future__ import annotations

from wagtail.models import PagePermissionTester

_DELETING = {"add", "change", "bulk_delete"}


class FrontPagePermissionTester(PagePermissionTester):
    """A partner's whole space hangs on its front page: only who has rights above it may delete it."""

    def can_delete(self, ignore_bulk=False):
        may = super().can_delete(ignore_bulk=ignore_bulk)
        return may and (self.user.is_superuser or self._has_rights_above())

    def _has_rights_above(self) -> bool:
        held = self.permission_policy.get_cached_permissions_for_user(self.user)
        return any(
            right.permission.codename.rsplit("_", maxsplit=1)[0] in _DELETING
            and right.page.path != self.page.path
            and self.page.path.startswith(right.page.path)
            for right in held
        )
