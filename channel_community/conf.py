"""Settings of the plugin: one dict, ``CHANNEL_COMMUNITY``, every key with a default.

Read them as attributes, at call time, never at import time::

    from channel_community.conf import settings
    settings.POST_MAX_LENGTH

Each default below is followed by its documentation; the reference page is made from it, and the system
checks compare the site's dict with it (unknown key, wrong type).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings as django_settings
from django.core.signals import setting_changed
from django.dispatch import receiver

NAME = "CHANNEL_COMMUNITY"


@dataclass(frozen=True)
class Setting:
    """One documented setting: its default, the types it accepts, and what it means (with units)."""

    default: Any
    types: tuple[type, ...]
    doc: str


DEFAULTS: dict[str, Setting] = {
    # Discussions
    "POST_MAX_LENGTH": Setting(20_000, (int,), "Longest post, in characters."),
    "TITLE_MAX_LENGTH": Setting(150, (int,), "Longest thread title, in characters (the column holds 200)."),
    "POSTS_PER_PAGE": Setting(20, (int,), "Posts on one page of a thread, 1 to 50."),
    "THREADS_PER_PAGE": Setting(20, (int,), "Threads on one page of a board, 1 to 50."),
    "EMBED_POSTS": Setting(10, (int,), "Latest posts shown under an article or a webinar."),
    "MAX_TAGS": Setting(5, (int,), "Most tags a thread may carry."),
    "MAX_MENTIONS": Setting(10, (int,), "Most people one post may mention."),
    "MAX_LINKS": Setting(20, (int,), "Most links in one post."),
    "MAX_LINKS_NEW": Setting(2, (int,), "Most links in one post of a prospect."),
    "HELD_REPLIES": Setting(2, (int,), "How many first replies of a prospect wait for a moderator."),
    "EDIT_WINDOW_HOURS": Setting(24, (int,), "How long an author may edit a post, in hours."),
    "EDIT_WINDOW_DAYS_TRUSTED": Setting(30, (int,), "The same for advocates of level 2 and up, in days."),
    "DELETIONS_PER_DAY": Setting(10, (int,), "Own posts a member may delete a day."),
    "POST_INTERVAL": Setting(
        "20/minute", (str,), "Posts a member may write, as the `limits` library writes it; '' for no limit."
    ),
    "POST_INTERVAL_NEW": Setting("6/minute", (str,), "The same for prospects."),
    "THREAD_RATE": Setting("20/day", (str,), "Threads a member may open."),
    "REACTION_RATE": Setting("60/minute", (str,), "Reactions a member may set or take back."),
    "RATE_LIMIT_STORAGE": Setting(
        "memory://",
        (str,),
        "Where rate limits count: a storage URI of the `limits` library, e.g. redis://127.0.0.1:6379/2. "
        "In memory counts per process.",
    ),
    # Text
    "SANITIZER": Setting("bleach", (str,), "'bleach' or 'nh3': the sanitiser behind the Markdown parser."),
    "LINK_REL": Setting("nofollow ugc noopener", (str,), "`rel` of links in members' text."),
    # Pages
    "SECTION_BLOCKS": Setting(
        "",
        (str,),
        "Dotted path of a function that takes the list of (name, block) offered on pages and returns the "
        "site's own; '' takes it as it is.",
    ),
    "VIDEO_PROVIDERS": Setting(
        ("youtube", "vimeo"),
        (tuple, list),
        "Whose videos pages may show: 'youtube', 'vimeo', 'peertube:tube.example.org'; empty for none.",
    ),
    # Partners
    "INVITATION_DAYS": Setting(7, (int,), "Days for which an invitation can be accepted, from its sending."),
    "INVITATION_RATE": Setting(
        "50/day", (str,), "Invitations a partner's administrator may send; '' for no limit."
    ),
    "INVITATIONS_CREATE_ACCOUNTS": Setting(
        True, (bool,), "Whether somebody without an account can make one on the page of their invitation."
    ),
    "SIGNUP_URL": Setting(
        "", (str,), "Where the site makes accounts: a URL's name or address; '' takes the sign-in page."
    ),
    "PAGE_TYPES": Setting(
        {},
        (dict,),
        "Page types that new pages are made of, by kind ('directory', 'partner', 'article', 'kit'), e.g. "
        "{'partner': 'shop.ShopPartnerPage'}. Without an entry: the shipped type, else the site's own.",
    ),
    "PARTNER_ADMIN_VIEWS": Setting(
        (),
        (tuple, list),
        "Further views of the Wagtail admin that partner staff may open, by full name ('shop:index', or "
        "'shop:*' for all of a namespace). Such a view sees to it itself that it shows their own rows only.",
    ),
    "PARTNER_UPLOAD_ENDINGS": Setting(
        (
            *("pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "odg", "rtf"),
            *("txt", "csv", "md", "ics", "vcf", "vtt", "srt", "zip"),
            *("png", "jpg", "jpeg", "gif", "webp", "avif", "heic", "bmp", "tif", "tiff"),
            *("mp3", "m4a", "ogg", "oga", "wav", "flac", "mp4", "m4v", "mov", "webm", "ogv"),
        ),
        (tuple, list),
        "Endings of the files that partner staff may upload in the Wagtail admin. Those a browser runs as a "
        "program, such as 'svg' and 'html', stay out whatever stands here.",
    ),
    # Reputation
    "REPUTATION_POINTS": Setting(
        {},
        (dict,),
        "Points by rule name, to override the rules' own values, e.g. {'answer.accepted': 20}.",
    ),
    "LEVEL_HYSTERESIS": Setting(
        0.1, (float,), "A level is lost only when the total falls below its threshold by this share."
    ),
    # Webinars
    "WEBINAR_JOIN_WINDOW_MINUTES": Setting(
        15, (int,), "Minutes before the start at which the join page opens."
    ),
    "CALENDAR_DOMAIN": Setting(
        "", (str,), "Right-hand side of calendar UIDs; '' takes the domain of the default Wagtail site."
    ),
    # Mail
    "FROM_EMAIL": Setting("", (str,), "Sender of community mail; '' takes DEFAULT_FROM_EMAIL."),
    # Events
    "DELIVERY_MAX_ATTEMPTS": Setting(8, (int,), "Attempts before a delivery becomes a dead letter."),
    "DELIVERY_BACKOFF_SECONDS": Setting(
        (5, 60, 300, 1800, 7200, 21600, 43200),
        (tuple, list),
        "Seconds to wait after the first, second, ... failed attempt; the last one repeats.",
    ),
    # Realtime
    "REALTIME": Setting(True, (bool,), "Whether pages open a socket and changes are broadcast."),
    "REALTIME_URL": Setting("/ws/community/", (str,), "Path of the socket, as the browser sees it."),
    "REALTIME_HEARTBEAT_SECONDS": Setting(25, (int, float), "Seconds between heartbeats."),
    "REALTIME_GATHER_MS": Setting(60, (int,), "Milliseconds for which bursts of changes are gathered."),
    "REALTIME_MAX_TOPICS": Setting(50, (int,), "Topics one socket may subscribe to."),
    "REALTIME_MAX_FRAME_BYTES": Setting(8192, (int,), "Longest frame taken from a client, in bytes."),
    "REALTIME_FRAMES_PER_MINUTE": Setting(100, (int,), "Frames one socket may send a minute."),
    "REALTIME_ERRORS_PER_MINUTE": Setting(
        20, (int,), "Wrong frames a minute after which a socket is closed."
    ),
    "REALTIME_SOCKETS_PER_MEMBER": Setting(10, (int,), "Open sockets per member and process."),
    "REALTIME_SOCKETS_PER_ADDRESS": Setting(
        30, (int,), "Open sockets of signed-out readers per client address and process."
    ),
    "REALTIME_BACKLOG_FRAMES": Setting(256, (int,), "Unsent frames after which a slow reader is cut off."),
    "REALTIME_BACKLOG_BYTES": Setting(
        1_048_576, (int,), "Unsent bytes after which a slow reader is cut off."
    ),
    "REALTIME_RECHECK_SECONDS": Setting(
        60, (int, float), "Seconds between checks of a socket's session and rights."
    ),
    "REALTIME_IDLE_SECONDS": Setting(
        600, (int, float), "Seconds after which an idle signed-out socket is closed."
    ),
    "REALTIME_CHANGES_LIMIT": Setting(200, (int,), "Posts in one catch-up; further behind means reload."),
    "REALTIME_LAYER_CHECK_SECONDS": Setting(
        10, (int, float), "Seconds between checks that the channel layer still brings messages."
    ),
    "REALTIME_ALLOWED_ORIGINS": Setting(
        (),
        (tuple, list),
        "Exact origins (scheme, host, port) that may open the socket; empty means the site's own origin.",
    ),
}


class CommunitySettings:
    """Attribute access to the settings: the site's value, else the default."""

    def __getattr__(self, name: str) -> Any:
        if name not in DEFAULTS:
            raise AttributeError(f"{NAME} has no setting named {name!r}.")
        value = getattr(django_settings, NAME, {}).get(name, DEFAULTS[name].default)
        self.__dict__[name] = value  # cached until the setting changes
        return value

    def reload(self) -> None:
        """Forget what was read, so that the next access reads the site's settings again."""
        self.__dict__.clear()


settings = CommunitySettings()


@receiver(setting_changed)
def _reload_settings(*, setting: str, **kwargs) -> None:
    if setting == NAME:
        settings.reload()
