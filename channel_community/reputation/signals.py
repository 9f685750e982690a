from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from channel_community.members.viewer import set_grant_source
from channel_community.reputation import levels
from channel_community.reputation.models import Level

set_grant_source(levels.grants_of)


@receiver([post_save, post_delete], sender=Level, dispatch_uid="channel_community.levels_changed")
def read_levels_again(**kwargs) -> None:
    """Forget the levels now, for this transaction, and once more when others can see the change."""
    levels.forget()
    transaction.on_commit(levels.forget)
