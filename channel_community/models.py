"""Every model of the plugin, re-exported so that Django finds them; each is written in its domain."""

from channel_community.content import models as pages
from channel_community.content.models import *  # noqa: F403
from channel_community.discussions.models import (
    Board,
    HeldPost,
    Post,
    PostRevision,
    Reaction,
    TaggedThread,
    Thread,
    ThreadTag,
)
from channel_community.events.models import Delivery, Event
from channel_community.members.models import Member, Membership
from channel_community.partners.models import (
    BrandKit,
    BrandSettings,
    Invitation,
    Partner,
    PartnerTier,
    Speciality,
)
from channel_community.reputation.models import LedgerEntry, Level, Standing
from channel_community.webinars.models import Registration, Webinar

__all__ = [
    *pages.__all__,
    "Board",
    "BrandKit",
    "BrandSettings",
    "Delivery",
    "Event",
    "HeldPost",
    "Invitation",
    "LedgerEntry",
    "Level",
    "Member",
    "Membership",
    "Partner",
    "PartnerTier",
    "Post",
    "PostRevision",
    "Reaction",
    "Registration",
    "Speciality",
    "Standing",
    "TaggedThread",
    "Thread",
    "ThreadTag",
    "Webinar",
]
