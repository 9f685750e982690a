"""Addresses of videos, understood here and nowhere else: no page of another site is asked what it holds.

A provider is one of the shipped ones by name, or `peertube:<host>` for a PeerTube server the site trusts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from channel_community.conf import settings

PEERTUBE = "peertube:"
_HOST = re.compile(r"(?!-)[a-z0-9.-]+\.[a-z]{2,63}\Z")


@dataclass(frozen=True)
class Video:
    """One video: who plays it, where it is watched, and the address that a frame may show."""

    site: str
    watch_url: str
    embed_url: str


@dataclass(frozen=True)
class Provider:
    """Knows the addresses of one site. `paths` find the id in "path" or "path?v=id"; None is no video."""

    site: str
    hosts: frozenset[str]
    paths: tuple[re.Pattern, ...]
    watch: str
    embed: str

    @property
    def frame_source(self) -> str:
        """The origin that a content security policy has to allow in `frame-src`."""
        parts = urlsplit(self.embed)
        return f"{parts.scheme}://{parts.netloc}"

    def video(self, address: SplitResult) -> Video | None:
        """The video at `address`, when it is one of this site's."""
        if (address.hostname or "") not in self.hosts:
            return None
        wanted = parse_qs(address.query).get("v", [""])[0]
        text = f"{address.path.rstrip('/')}?v={wanted}" if wanted else address.path.rstrip("/")
        found = next((match for path in self.paths if (match := path.match(text))), None)
        if found is None:
            return None
        code = found["id"]
        return Video(self.site, self.watch.format(id=code), self.embed.format(id=code))


SHIPPED = {
    "youtube": Provider(
        site="youtube.com",
        hosts=frozenset(
            {
                "youtube.com",
                "www.youtube.com",
                "m.youtube.com",
                "youtu.be",
                "youtube-nocookie.com",
                "www.youtube-nocookie.com",
            }
        ),
        paths=(
            re.compile(r"/watch\?v=(?P<id>[A-Za-z0-9_-]{11})\Z"),
            re.compile(r"/(?:embed|shorts|live)/(?P<id>[A-Za-z0-9_-]{11})(?:\?v=.*)?\Z"),
            re.compile(r"/(?P<id>[A-Za-z0-9_-]{11})(?:\?v=.*)?\Z"),
        ),
        watch="https://www.youtube.com/watch?v={id}",
        embed="https://www.youtube-nocookie.com/embed/{id}",
    ),
    "vimeo": Provider(
        site="vimeo.com",
        hosts=frozenset({"vimeo.com", "www.vimeo.com", "player.vimeo.com"}),
        paths=(re.compile(r"/(?:video/)?(?P<id>[0-9]{6,12})\Z"),),
        watch="https://vimeo.com/{id}",
        embed="https://player.vimeo.com/video/{id}?dnt=1",
    ),
}


def providers() -> list[Provider]:
    """The providers that this site allows, in the order of the setting VIDEO_PROVIDERS."""
    return [provider_of(name) for name in settings.VIDEO_PROVIDERS]


def provider_of(name: str) -> Provider:
    """The provider of one entry of the setting; raises ImproperlyConfigured with what would do."""
    if isinstance(name, str) and name in SHIPPED:
        return SHIPPED[name]
    host = name.removeprefix(PEERTUBE) if isinstance(name, str) and name.startswith(PEERTUBE) else ""
    if not _HOST.match(host):
        known = ", ".join([*SHIPPED, f"{PEERTUBE}tube.example.org"])
        raise ImproperlyConfigured(f"VIDEO_PROVIDERS does not understand {name!r}. Write one of: {known}.")
    return Provider(
        site=host,
        hosts=frozenset({host}),
        paths=(re.compile(r"/(?:w|videos/watch|videos/embed)/(?P<id>[A-Za-z0-9-]{6,36})\Z"),),
        watch=f"https://{host}/w/{{id}}",
        embed=f"https://{host}/videos/embed/{{id}}",
    )


def problem_with(entry) -> str:
    """What is wrong with one entry of the setting, for the system check; "" when it is fine."""
    try:
        provider_of(entry)
    except ImproperlyConfigured as error:
        return str(error)
    return ""


def frame_sources() -> list[str]:
    """The origins that a site's content security policy has to allow in `frame-src`."""
    return [provider.frame_source for provider in providers()]


def find_video(url: str) -> Video | None:
    """The video at `url`, or None when no allowed provider knows such an address."""
    try:
        address = urlsplit(url.strip())
        has_port = address.port is not None
    except ValueError:
        return None
    if address.scheme not in {"http", "https"} or has_port or address.username is not None:
        return None
    return next((video for provider in providers() if (video := provider.video(address))), None)


def refusal() -> str:
    """What is said of any other address."""
    sites = [provider.site for provider in providers()]
    if not sites:
        return _("This site shows no videos of other sites. Link to the video instead.")
    return _(
        "Paste the address of one video at %(sites)s as the browser shows it while you watch. "
        "Videos of other places are not shown: link to them instead."
    ) % {"sites": get_text_list(sites, _("or"))}
