"""Imported when the app is ready: a change of brand, kit, partner or site shows at once in this process.

A partner that is suspended or leaves takes its space from the sockets that are open. Its Django groups follow
the memberships.
"""

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.images import get_image_model
from wagtail.models import Site

from channel_community.members.changes import membership_changed
from channel_community.partners import letters  # noqa: F401 - names itself the source of letterheads
from channel_community.partners.groups import groups_follow
from channel_community.partners.memory import forget
from channel_community.partners.models import BrandKit, BrandSettings, Partner
from channel_community.realtime.broadcast import recheck_all


def forget_branding(using: str, **kwargs) -> None:
    """Forget now, for what follows in this transaction, and after the commit, for what others kept."""
    forget()
    transaction.on_commit(forget, using=using)


for _model in (BrandKit, BrandSettings, Partner, Site, get_image_model()):
    for _signal in (post_save, post_delete):
        _signal.connect(forget_branding, sender=_model, dispatch_uid=f"cc_branding_{_model.__name__}")


def recheck_readers(using: str, created: bool, update_fields=None, **kwargs) -> None:
    """The partner's state may have changed: after the commit, open sockets are asked what they may read."""
    if not created and (update_fields is None or "state" in update_fields):
        transaction.on_commit(lambda: recheck_all(), using=using, robust=True)


post_save.connect(recheck_readers, sender=Partner, dispatch_uid="cc_partner_readers")


def follow_membership(member, partner, **kwargs) -> None:
    """Somebody got a place in a partner or lost it: so does their user in the partner's groups."""
    groups_follow(partner=partner, member=member)


membership_changed.connect(follow_membership, dispatch_uid="cc_partner_groups")
