"""Two kits of the brand in a few versions, and the partners' copies of them in different states."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from channel_community import compat
from channel_community.content.kits.actions import kit_accept, kit_adopt, kit_force, kit_note
from channel_community.content.kits.carry import bring_to
from channel_community.content.kits.enums import RolloutState
from channel_community.content.kits.models import ContentKit, KitRollout, KitVersion
from channel_community.content.kits.parts import stream_block
from channel_community.demo.kits import COPIES, KITS, KitText, block_id
from channel_community.demo.moments import Moments
from channel_community.onboarding.pages import front_pages


def load_kits(moments: Moments, members: dict, partners: dict) -> None:
    """Write the kits version by version; partners take and accept them in between, as it happened."""
    if compat.page_is_swapped():
        return
    for text in KITS:
        _load_kit(text, moments, members, partners)
    now = timezone.now()
    for rollout in KitRollout.objects.all():  # who was told, was told long ago
        rollout.state, rollout.done, rollout.finished_at = RolloutState.DONE, rollout.total, now
        rollout.save()


def _load_kit(text: KitText, moments: Moments, members: dict, partners: dict) -> None:
    director = members["marit"]
    kit = ContentKit(name=text.name, purpose=text.purpose, auto_approve=text.auto_approve)
    copies: dict[str, Any] = {}
    for number, told in enumerate(text.versions, 1):
        kit.title, kit.lead = text.title, text.lead
        kit.sections = stream_block().to_python(told.blocks)
        kit.save()
        kit.save_revision(user=director.user).publish()
        version = kit_note(version=kit.versions.get(number=number), note=told.note)
        when = moments.ago(days=told.days_ago)
        KitVersion.objects.filter(pk=version.pk).update(published_at=when)
        if number == 1:
            copies = {slug: _adopt(kit, text, slug, partners, members) for slug in COPIES}
        for slug in told.accepted_by:
            kit_accept(page=copies[slug], version=version, actor=members[COPIES[slug]])
        if told.forced:
            kit_force(version=version, reason=told.forced, actor=director)
            for copy in copies.values():
                copy.refresh_from_db()
                bring_to(copy, version, user=director.user, reason=told.forced)


def _adopt(kit: ContentKit, text: KitText, slug: str, partners: dict, members: dict):
    actor = members[COPIES[slug]]
    page = kit_adopt(kit=kit, partner_page=front_pages(partners[slug])[0], actor=actor)
    page.values = {block_id(name): value for name, value in text.filled.get(slug, {}).items()}
    page.save()
    revision = page.save_revision(user=actor.user)
    if slug not in text.drafts:
        revision.publish()
    return type(page).objects.get(pk=page.pk)
