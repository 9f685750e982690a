"""Imported when the app is ready: a partner's space follows its row, in the same transaction."""

from __future__ import annotations

from django.db.models.signals import post_save
from django.dispatch import receiver

from channel_community.content.page_types import page_types
from channel_community.content.pages import PartnerPageMixin
from channel_community.members.actions import membership_remove
from channel_community.members.models import Membership
from channel_community.onboarding.approval import workflow_attach
from channel_community.onboarding.boards import boards_close, boards_reopen
from channel_community.onboarding.files import collection_rename
from channel_community.onboarding.hiding import space_hide, space_show
from channel_community.onboarding.pages import pages_move, pages_rename
from channel_community.onboarding.privacy import connect as watch_privacy
from channel_community.onboarding.rights import rights_sync
from channel_community.partners.changes import partner_changed
from channel_community.partners.enums import InvitationState, PartnerState
from channel_community.partners.groups import STAFF, groups_ensure
from channel_community.partners.invitations.actions import invitation_revoke
from channel_community.partners.models import Invitation, Partner


@receiver(partner_changed, dispatch_uid="channel_community.space_follows")
def follow(*, partner: Partner, before: dict, actor=None, **kwargs) -> None:
    """Names, site, right to publish and state changed: so does what was made of them."""
    if "state" in before:
        _follow_state(partner, actor)
    if not _has_space(partner):
        return
    if "name" in before:
        collection_rename(partner=partner, before=before["name"])
        pages_rename(partner=partner, before=before["name"])
    if "slug" in before:
        groups_ensure(partner=partner)
    if "site" in before and partner.site is not None:
        pages_move(partner=partner, site=partner.site)
    if "admins_publish" in before or "state" in before:
        rights_sync(partner=partner)


def _follow_state(partner: Partner, actor) -> None:
    if partner.state == PartnerState.SUSPENDED:
        space_hide(partner=partner)
        return
    space_show(partner=partner)
    if partner.state == PartnerState.LEFT:
        _let_go(partner, actor)
        boards_close(partner=partner)
    else:
        boards_reopen(partner=partner)


def _let_go(partner: Partner, actor) -> None:
    """Who spoke for the partner does so no more. Customers and moderators stay: the threads go on."""
    for place in Membership.objects.filter(partner=partner, role__in=STAFF).select_related("member"):
        membership_remove(member=place.member, partner=partner, role=place.role)
    for invitation in Invitation.objects.filter(partner=partner, state=InvitationState.PENDING):
        invitation_revoke(invitation=invitation, actor=actor)


def _has_space(partner: Partner) -> bool:
    return None not in (partner.editors_group_id, partner.admins_group_id, partner.collection_id)


def take_in(sender, instance, created, raw=False, **kwargs) -> None:
    """A front page made by hand, or as a translation, has the partner's rights, approval and doors too."""
    if not created or raw:
        return
    partner = Partner.objects.get(pk=instance.partner_id)
    if _has_space(partner):
        rights_sync(partner=partner)
        workflow_attach(pages=[instance])
        if partner.state == PartnerState.SUSPENDED:
            space_hide(partner=partner)


for _model in page_types(PartnerPageMixin):
    post_save.connect(take_in, sender=_model, dispatch_uid=f"channel_community.take_in_{_model._meta.label}")

watch_privacy()
