"""Imported when the app is ready: publishing a kit makes its next version."""

from django.dispatch import receiver
from wagtail.signals import published

from channel_community.content.kits.actions import kit_publish
from channel_community.content.kits.models import ContentKit
from channel_community.members.actions import member_ensure


@receiver(published, sender=ContentKit, dispatch_uid="cc_kit_published")
def make_version(sender, instance, revision, **kwargs) -> None:
    """What was published becomes a version that never changes again."""
    actor = member_ensure(user=revision.user) if revision and revision.user else None
    kit_publish(kit=instance, actor=actor)
