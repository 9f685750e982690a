"""The secret in an invitation's link: which one, and which sending of it, under the site's signature."""

from __future__ import annotations

import secrets

from django.core import signing
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from channel_community.exceptions import Missing
from channel_community.partners.models import Invitation

SALT = "channel_community.partners.invitation"


def new_nonce() -> str:
    """A new secret of one sending. The links of earlier sendings do not carry it."""
    return secrets.token_urlsafe(32)


def token_of(invitation: Invitation) -> str:
    """The token of the newest link: letters, digits, hyphens, underscores and one dot."""
    return _signer().sign_object([invitation.pk, invitation.nonce])


def read(token: str) -> tuple[int, str]:
    """The invitation's id and the nonce in `token`; raises Missing for one that this site did not sign."""
    try:
        pk, nonce = _signer().unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError) as error:
        words = _("The link is not whole, or not from this site. Copy it from the mail from end to end.")
        raise Missing(words) from error
    return pk, nonce


def is_newest(invitation: Invitation, nonce: str) -> bool:
    """Whether `nonce` is that of the last sending; the comparison takes the same time either way."""
    return constant_time_compare(invitation.nonce, nonce)


def _signer() -> signing.Signer:
    return signing.Signer(sep=".", salt=SALT)
