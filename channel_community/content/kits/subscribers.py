"""What kits do on their own events: one letter to each of a partner's staff."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url

from channel_community.content.kits import queries
from channel_community.content.kits.enums import RolloutKind
from channel_community.content.kits.event_types import NOTICES
from channel_community.events.models import Event
from channel_community.events.registry import subscribe
from channel_community.members.models import Member
from channel_community.notifications.mail import send_branded
from channel_community.partners.enums import PartnerState
from channel_community.partners.models import Partner


@subscribe("content.kit_mail", *(notice.name for notice in NOTICES.values()))
def send_kit_mail(event: Event) -> None:
    """The letter about a version, if its reader still works for the partner."""
    facts = event.payload
    partner = Partner.objects.filter(pk=event.partner_id, state=PartnerState.ACTIVE).first()
    if partner is None:
        return
    member: Member | None = (
        queries.staff_of(partner.pk).select_related("user").filter(pk=facts["member_id"]).first()
    )
    if member is None:
        return
    subject, paragraphs = _words(facts)
    send_branded(
        to=member.user.email,
        to_name=member.name,
        subject=subject,
        template="channel_community/emails/notice",
        context={
            "paragraphs": paragraphs,
            "url": f"{(get_admin_base_url() or '').rstrip('/')}{reverse('community_content_kits:index')}",
            "label": _("To your kits"),
        },
        branding=partner,
        headers={"Auto-Submitted": "auto-generated"},
    )


def _words(facts: dict) -> tuple[str, list[str]]:
    values = {"kit": facts["kit_name"], "number": facts["number"], "reason": facts["reason"]}
    if facts["kind"] == RolloutKind.FORCE:
        subject = _("“%(kit)s” was brought up to date")
        text = _("Your copies show version %(number)d now. What you wrote in the slots stays.")
        reason = _("The reason: %(reason)s")
    elif facts["kind"] == RolloutKind.RECALL:
        subject = _("“%(kit)s” was taken off air")
        text = _(
            "The brand recalled version %(number)d, and your copy of it is off air. What you wrote is kept; "
            "as soon as there is a newer version, accept it and your page is back."
        )
        reason = _("The reason: %(reason)s")
    elif facts["kind"] == RolloutKind.BACK:
        subject = _("“%(kit)s” went back to version %(number)d")
        text = _(
            "The brand recalled the version that your copies wore. They show version %(number)d again, and "
            "what you wrote in the slots stays."
        )
        reason = _("The reason: %(reason)s")
    elif facts["kind"] == RolloutKind.REINSTATE:
        subject = _("“%(kit)s” is on air again")
        text = _("The brand took the recall of version %(number)d back. Your copy is as it was before.")
        reason = _("The reason: %(reason)s")
    else:
        subject = _("A new version of “%(kit)s”")
        text = _(
            "Version %(number)d is there. See what changed on your copy and accept it when it suits you; "
            "what you wrote in the slots stays."
        )
        reason = _("What changed: %(reason)s")
    paragraphs = [text % values, *([reason % values] if facts["reason"] else [])]
    return subject % values, paragraphs
