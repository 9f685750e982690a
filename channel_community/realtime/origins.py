"""Which pages may open a socket (the origin of RFC 6454, compared exactly: scheme, host and port).

A browser sends the site's cookies with a socket opened by *any* page, and names that page in `Origin`. So a
missing, "null" or foreign origin is refused, and so is the right host on another scheme or port.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings as django_settings
from django.http.request import split_domain_port, validate_host

from channel_community.conf import settings

_DEFAULT_PORTS = {"http": 80, "https": 443}
_LOCAL = [".localhost", "127.0.0.1", "[::1]"]

Origin = tuple[str, str, int]


def is_allowed(scope: dict) -> bool:
    """Whether the page that opens the socket of `scope` is one of the site's own or configured ones."""
    headers = {name.lower(): value for name, value in scope.get("headers", ())}
    origin = parse(headers.get(b"origin", b"").decode("latin-1"))
    if origin is None:
        return False
    configured = settings.REALTIME_ALLOWED_ORIGINS
    if configured:
        return origin in {parse(item) for item in configured}
    return origin == _own(scope, headers)


def parse(written: str) -> Origin | None:
    """Scheme, host and port of an origin; None for anything that is not exactly one."""
    try:
        parts = urlsplit(written)
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or not port:
        return None
    if parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        return None
    return parts.scheme, parts.hostname, port


def _own(scope: dict, headers: dict[bytes, bytes]) -> Origin | None:
    name = b"host"
    if django_settings.USE_X_FORWARDED_HOST and b"x-forwarded-host" in headers:
        name = b"x-forwarded-host"
    host = headers.get(name, b"").decode("latin-1")
    allowed = django_settings.ALLOWED_HOSTS or (_LOCAL if django_settings.DEBUG else [])
    if not validate_host(split_domain_port(host)[0], allowed):
        return None
    scheme = "https" if scope.get("scheme") == "wss" or _is_proxied_secure(headers) else "http"
    return parse(f"{scheme}://{host}")


def _is_proxied_secure(headers: dict[bytes, bytes]) -> bool:
    rule = django_settings.SECURE_PROXY_SSL_HEADER
    if not rule:
        return False
    name, secure = rule[0].removeprefix("HTTP_").replace("_", "-").lower().encode(), rule[1]
    return headers.get(name, b"").decode("latin-1").split(",")[0].strip() == secure
