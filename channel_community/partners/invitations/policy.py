"""The permission table as Wagtail's admin asks for it."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from wagtail.permission_policies.base import BasePermissionPolicy

from channel_community.compat import WAGTAIL_8
from channel_community.members.enums import MembershipRole
from channel_community.members.models import Membership
from channel_community.members.viewer import Viewer, viewer_for_user
from channel_community.partners.invitations.permissions import can_appoint, manages_any
from channel_community.partners.models import Invitation

#: Deleting is not among them: an invitation is taken back, and the list keeps it.
ACTS = frozenset({"add", "change", "view"})


def admin_viewer(user) -> Viewer:
    """The viewer behind a request's user, looked up once for all that the admin asks."""
    viewer = getattr(user, "_community_invitations_viewer", None)
    if viewer is None:
        viewer = viewer_for_user(user)
        user._community_invitations_viewer = viewer
    return viewer


class InvitationPolicy(BasePermissionPolicy):
    """The brand sees all invitations, a partner's administrator those of that partner, others none."""

    def user_has_permission(self, user, action):
        return action in ACTS and manages_any(admin_viewer(user))

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user, action, instance):
        viewer = admin_viewer(user)
        if action == "change":
            return can_appoint(viewer, instance.partner_id, instance.role)
        return action in ACTS and can_appoint(viewer, instance.partner_id, MembershipRole.EDITOR)

    def instances_user_has_any_permission_for(self, user, actions):
        return invitations_for(admin_viewer(user)) if ACTS & set(actions) else Invitation.objects.none()

    def users_with_any_permission(self, actions):
        admins = Membership.objects.filter(role=MembershipRole.ADMIN).values("member__user_id")
        users = get_user_model()._default_manager.filter(is_active=True)
        return (users.filter(pk__in=admins) | users.filter(is_superuser=True)).distinct()


def invitations_for(viewer: Viewer):
    """The invitations whose partner's people are the viewer's to look after."""
    if viewer.is_manager:
        return Invitation.objects.all()
    mine = [pk for pk in viewer.administered if can_appoint(viewer, pk, MembershipRole.EDITOR)]
    return Invitation.objects.filter(partner__in=mine)


POLICY = InvitationPolicy(Invitation)

if WAGTAIL_8:
    from wagtail.permissions import register_permission_policy

    register_permission_policy(Invitation, POLICY, exact_class=True)
