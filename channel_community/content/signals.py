"""Imported when the app is ready: what pages show is registered, and moved articles follow their partner."""

from django.dispatch import receiver
from wagtail.signals import post_page_move

from channel_community.content import (  # noqa: F401 - registers what pages show, listens to approvals
    context,
    workflow,
)
from channel_community.content.pages import PartnerSubpageMixin


@receiver(post_page_move, dispatch_uid="cc_article_moved")
def follow_partner(sender, instance, **kwargs) -> None:
    """An article or a kit's copy that is moved under another partner becomes that partner's."""
    for page in instance.get_descendants(inclusive=True).specific().iterator():
        if isinstance(page, PartnerSubpageMixin):
            page.save(clean=False)
