"""The mail that invites: who invites, to which partner and role, what that lets one do, until when."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from channel_community.members.enums import MembershipRole
from channel_community.notifications.mail import send_branded
from channel_community.partners.branding import community_of
from channel_community.partners.invitations.tokens import token_of
from channel_community.partners.letters import absolute
from channel_community.partners.models import Invitation

TEMPLATE = "channel_community/emails/invitation"

#: What each role lets one do, in one sentence.
DUTIES = {
    MembershipRole.EDITOR: gettext_lazy(
        "As an editor you write the partner's pages and articles, answer customers and host webinars."
    ),
    MembershipRole.ADMIN: gettext_lazy(
        "As an administrator you do what editors do, invite editors, and look after the partner's boards."
    ),
    MembershipRole.CUSTOMER: gettext_lazy(
        "As a customer you read what is open to customers only, ask your peers, and book seats in webinars."
    ),
}

#: The role as part of a sentence: "join Fjordgrid as an editor".
AS_ROLE = {
    MembershipRole.EDITOR: gettext_lazy("as an editor"),
    MembershipRole.ADMIN: gettext_lazy("as an administrator"),
    MembershipRole.CUSTOMER: gettext_lazy("as a customer"),
}


def path_of(invitation: Invitation) -> str:
    """The path of the page behind the newest link."""
    return reverse("channel_community:invitation", args=[token_of(invitation)])


def send(invitation: Invitation) -> None:
    """Send the mail. A retry has the same Message-ID, so that mail programs take it for the same letter."""
    root = community_of(invitation.partner.site).root_url
    subject = _("Join %(partner)s %(role)s") % {
        "partner": invitation.partner.name,
        "role": AS_ROLE[MembershipRole(invitation.role)],
    }
    send_branded(
        to=invitation.email,
        subject=subject,
        template=TEMPLATE,
        context={**words_of(invitation), "url": absolute(root, path_of(invitation))},
        branding=invitation.partner,
        headers={
            "Message-ID": f"<invitation-{invitation.pk}-{invitation.sent_count}@{_host(root)}>",
            "Auto-Submitted": "auto-generated",
        },
    )


def words_of(invitation: Invitation) -> dict:
    """What mail and page say of an invitation."""
    role = MembershipRole(invitation.role)
    inviter = invitation.invited_by
    return {
        "invitation": invitation,
        "partner_name": invitation.partner.name,
        "inviter_name": inviter.name if inviter else "",
        "as_role": AS_ROLE.get(role, role.label),
        "duty": DUTIES.get(role, ""),
    }


def _host(root: str) -> str:
    return urlsplit(root).hostname or "localhost"
