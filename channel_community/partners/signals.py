"""Imported when the app is ready: a change of brand, kit, partner or site shows at once in this process."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.images import get_image_model
from wagtail.models import Site

from channel_community.partners import letters  # noqa: F401 - names itself the source of letterheads
from channel_community.partners.memory import forget
from channel_community.partners.models import BrandKit, BrandSettings, Partner


def forget_branding(using: str, **kwargs) -> None:
    """Forget now, for what follows in this transaction, and after the commit, for what others kept."""
    forget()
    transaction.on_commit(forget, using=using)


for _model in (BrandKit, BrandSettings, Partner, Site, get_image_model()):
    for _signal in (post_save, post_delete):
        _signal.connect(forget_branding, sender=_model, dispatch_uid=f"cc_branding_{_model.__name__}")
