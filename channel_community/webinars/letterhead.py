"""Who a webinar's mail and calendar objects come from, and where their links lead, outside of any request."""

from __future__ import annotations

from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings as django_settings

from channel_community.conf import settings
from channel_community.partners.branding import community_of
from channel_community.webinars.calendar import Person
from channel_community.webinars.models import Webinar


def absolute(path: str) -> str:
    """The full address of a path of the default Wagtail site."""
    return f"{_root()}{path}"


def calendar_domain() -> str:
    """The right-hand side of calendar UIDs and Message-IDs: CALENDAR_DOMAIN, else the default site's host."""
    return settings.CALENDAR_DOMAIN or urlsplit(_root()).hostname or "localhost"


def organizer(webinar: Webinar) -> Person:
    """The host's name with the community's own address, which takes mail and sends this one."""
    address = parseaddr(settings.FROM_EMAIL or django_settings.DEFAULT_FROM_EMAIL)[1]
    return Person(email=address, name=webinar.host.name)


def _root() -> str:
    return community_of(None).root_url or getattr(django_settings, "WAGTAILADMIN_BASE_URL", "")
