"""System checks: what a site can get wrong when it adds the community, each with the cure as its hint.

Errors are settings with which the community cannot work; warnings are settings that work until it hurts.
`docs/reference/checks.md` lists the ids.
"""

from __future__ import annotations

from difflib import get_close_matches
from importlib import metadata
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.urls import NoReverseMatch, Resolver404, reverse
from django.utils.module_loading import import_string

from channel_community.conf import DEFAULTS, NAME

#: Apps the community's models, templates and admin screens are built on.
REQUIRED_APPS = (
    "wagtail",
    "wagtail.admin",
    "wagtail.contrib.settings",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.users",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
)
IN_MEMORY_LAYER = "channels.layers.InMemoryChannelLayer"
CORE_REDIS_LAYER = "channels_redis.core.RedisChannelLayer"
POSTGRESQL = "django.db.backends.postgresql"


def _id(code: str) -> str:
    return f"channel_community.{code}"


@register()
def check_apps(app_configs, **kwargs) -> list[CheckMessage]:
    """E001: an app the community is built on is not installed."""
    return [
        Error(
            f"channel_community needs {name!r}, which is not in INSTALLED_APPS.",
            hint=f'Add "{name}" to INSTALLED_APPS.',
            id=_id("E001"),
        )
        for name in REQUIRED_APPS
        if not apps.is_installed(name)
    ]


@register(Tags.urls)
def check_urls(app_configs, **kwargs) -> list[CheckMessage]:
    """E002: the community's URLs are not included, so no link to them can be made."""
    if not getattr(settings, "ROOT_URLCONF", None):
        return []
    try:
        reverse("channel_community:home")
    except (NoReverseMatch, Resolver404):
        return [
            Error(
                "The community's URLs are not part of this site.",
                hint='Add path("community/", include("channel_community.urls")) to the root URLconf, '
                "before Wagtail's own URLs, which answer for every other path.",
                id=_id("E002"),
            )
        ]
    return []


@register()
def check_settings(app_configs, **kwargs) -> list[CheckMessage]:
    """E003: CHANNEL_COMMUNITY is no dict or has an unknown key. E004: a value of the wrong type."""
    values = getattr(settings, NAME, {})
    if not isinstance(values, dict):
        hint = f"Write {NAME} = {{}}, with a key for each default you want to change."
        return [Error(f"{NAME} is not a dict.", hint=hint, id=_id("E003"))]
    found: list[CheckMessage] = []
    for key, value in values.items():
        if key not in DEFAULTS:
            found.append(Error(f"{NAME} has an unknown key {key!r}.", hint=_closest(key), id=_id("E003")))
        elif not _fits(value, DEFAULTS[key].types):
            names = " or ".join(kind.__name__ for kind in DEFAULTS[key].types)
            found.append(
                Error(
                    f"{NAME}[{key!r}] is {value!r}, which is not of type {names}.",
                    hint=f"{DEFAULTS[key].doc} The default is {DEFAULTS[key].default!r}.",
                    id=_id("E004"),
                )
            )
    return found


def _closest(key: Any) -> str:
    near = get_close_matches(str(key).upper(), DEFAULTS, n=1)
    return f"Did you mean {near[0]!r}?" if near else "Remove it; docs/reference/settings.md lists every key."


def _fits(value: Any, kinds: tuple[type, ...]) -> bool:
    """Whether the value has one of the types. True and False are no numbers here, and 1 is a fine 1.0."""
    if isinstance(value, bool):
        return bool in kinds
    return isinstance(value, kinds) or (float in kinds and isinstance(value, int))


@register()
def check_channel_layer(app_configs, **kwargs) -> list[CheckMessage]:
    """W001: the in-memory layer where several processes may serve. W002: live pages without a layer."""
    layer = getattr(settings, "CHANNEL_LAYERS", {}).get("default", {}).get("BACKEND")
    if layer is None and _setting("REALTIME"):
        return [
            Warning(
                "No channel layer is configured: pages stay still until they are reloaded.",
                hint='Set CHANNEL_LAYERS["default"] (in memory for one process, Redis for more), '
                f"or {NAME}['REALTIME'] = False.",
                id=_id("W002"),
            )
        ]
    if layer == IN_MEMORY_LAYER and not settings.DEBUG and _setting("REALTIME"):
        return [
            Warning(
                "The in-memory channel layer reaches one process only.",
                hint="With more than one worker use channels_redis.pubsub.RedisPubSubChannelLayer. "
                f'If one process is all there is, add "{_id("W001")}" to SILENCED_SYSTEM_CHECKS.',
                id=_id("W001"),
            )
        ]
    return []


@register()
def check_redis(app_configs, **kwargs) -> list[CheckMessage]:
    """W003: redis-py 8 cuts the core layer of channels_redis off after five quiet seconds."""
    layer = getattr(settings, "CHANNEL_LAYERS", {}).get("default", {})
    if layer.get("BACKEND") != CORE_REDIS_LAYER or _major("redis") < 8:
        return []
    hosts = layer.get("CONFIG", {}).get("hosts") or [None]
    if all(isinstance(host, dict) and "socket_timeout" in host for host in hosts):
        return []
    return [
        Warning(
            "redis-py 8 times out after five seconds, and the core layer of channels_redis waits that long: "
            "every quiet socket is dropped.",
            hint='Use channels_redis.pubsub.RedisPubSubChannelLayer, or install "redis<8", '
            'or give each host {"address": ..., "socket_timeout": None}.',
            id=_id("W003"),
        )
    ]


def _major(distribution: str) -> int:
    try:
        return int(metadata.version(distribution).split(".")[0])
    except (metadata.PackageNotFoundError, ValueError):
        return 0


@register(Tags.staticfiles)
def check_static_storage(app_configs, **kwargs) -> list[CheckMessage]:
    """W004: hashed file names that leave out the modules which other modules import."""
    path = getattr(settings, "STORAGES", {}).get("staticfiles", {}).get("BACKEND")
    if not path:
        return []
    try:
        storage = import_string(path)
    except ImportError:
        return []  # Django says so itself, in better words
    hashes = hasattr(storage, "support_js_module_import_aggregation")
    if not hashes or storage.support_js_module_import_aggregation:
        return []
    return [
        Warning(
            f"{path} does not hash the JavaScript modules that other modules import: after an upgrade "
            "browsers run old ones.",
            hint="Use channel_community.storage.ModuleManifestStaticFilesStorage, or put "
            "channel_community.storage.ModuleImportsMixin in front of your own storage class.",
            id=_id("W004"),
        )
    ]


@register(Tags.security)
def check_origins(app_configs, **kwargs) -> list[CheckMessage]:
    """E005: an origin without scheme or host. W005: a plain http origin on a site that is not in DEBUG."""
    origins = _setting("REALTIME_ALLOWED_ORIGINS")
    if not isinstance(origins, (list, tuple)):
        return []  # E004 has said so
    found: list[CheckMessage] = []
    for origin in origins:
        parts = urlsplit(origin) if isinstance(origin, str) else None
        if (
            not parts
            or parts.scheme not in {"http", "https"}
            or not parts.netloc
            or parts.path
            or parts.query
        ):
            found.append(
                Error(
                    f"{origin!r} in {NAME}['REALTIME_ALLOWED_ORIGINS'] is not an origin.",
                    hint='Write scheme, host and port if it is unusual, e.g. "https://community.example".',
                    id=_id("E005"),
                )
            )
        elif parts.scheme == "http" and not settings.DEBUG:
            found.append(
                Warning(
                    f"Sockets are open to {origin!r}, which is not encrypted: others can read along.",
                    hint="List https origins only.",
                    id=_id("W005"),
                )
            )
    return found


@register(Tags.database)
def check_connections(app_configs, **kwargs) -> list[CheckMessage]:
    """W006: kept database connections under ASGI, where each thread keeps its own and none is given back."""
    if not getattr(settings, "ASGI_APPLICATION", None):
        return []
    return [
        Warning(
            f"DATABASES[{alias!r}] keeps connections open (CONN_MAX_AGE), which leaks them under ASGI.",
            hint='Set CONN_MAX_AGE = 0 and OPTIONS = {"pool": {"min_size": 2, "max_size": 8}} '
            "(psycopg with its pool extra).",
            id=_id("W006"),
        )
        for alias, database in settings.DATABASES.items()
        if database.get("ENGINE") == POSTGRESQL and database.get("CONN_MAX_AGE", 0) != 0
    ]


def _setting(key: str) -> Any:
    values = getattr(settings, NAME, {})
    return values.get(key, DEFAULTS[key].default) if isinstance(values, dict) else DEFAULTS[key].default


@register()
def check_time_zones(app_configs, **kwargs) -> list[CheckMessage]:
    """W007: times without a zone, with which webinars and what is told of them are hours off."""
    if getattr(settings, "USE_TZ", True):
        return []
    return [
        Warning(
            "USE_TZ is off: starts of webinars and suspensions are compared with times that have no zone.",
            hint="Set USE_TZ = True; on a site with data, read Django's notes on time zones first.",
            id=_id("W007"),
        )
    ]


@register()
def check_page_types(app_configs, **kwargs) -> list[CheckMessage]:
    """E006: an entry of PAGE_TYPES names no kind, or no page type made from that kind's mixin."""
    from channel_community.content.page_types import problem_with  # noqa: PLC0415 - needs the models

    entries = _setting("PAGE_TYPES")
    return [
        Error(
            f"{NAME}['PAGE_TYPES']: {problem}.",
            hint='Write a kind and "app_label.ModelName", e.g. {"partner": "shop.ShopPartnerPage"}.',
            id=_id("E006"),
        )
        for kind, label in (entries.items() if isinstance(entries, dict) else ())
        if (problem := problem_with(kind, label))
    ]


@register()
def check_video_providers(app_configs, **kwargs) -> list[CheckMessage]:
    """E008: an entry of VIDEO_PROVIDERS is no provider."""
    from channel_community.content.videos import problem_with  # noqa: PLC0415 - reads the settings

    entries = _setting("VIDEO_PROVIDERS")
    return [
        Error(
            f"{NAME}['VIDEO_PROVIDERS']: {problem}",
            hint="Leave it out: pages then show videos of YouTube and Vimeo.",
            id=_id("E008"),
        )
        for entry in (entries if isinstance(entries, (list, tuple)) else ())
        if (problem := problem_with(entry))
    ]
