from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from channel_community.members.actions import member_ensure


@receiver(user_logged_in, dispatch_uid="channel_community.member_on_login")
def make_profile(*, user, **kwargs) -> None:
    """Signing in is the first write of a person here: their profile is made then, never by a page view."""
    member_ensure(user=user)
