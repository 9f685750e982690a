"""A production set-up to copy from: PostgreSQL with a connection pool, Redis, hashed static files, https.

Needed in the environment: SECRET_KEY, ALLOWED_HOSTS (with commas), DATABASE_URL, REDIS_URL.
Optional: SITE_URL, EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, DEFAULT_FROM_EMAIL,
HSTS_SECONDS, POOL_MIN and POOL_MAX (connections per process), MEDIA_ROOT, STATIC_ROOT, BEHIND_PROXY=1.
"""

import os

import dj_database_url

from demo_site.settings.base import *


def required(name):
    """The value of an environment variable, or a sentence that says which one is missing."""
    try:
        return os.environ[name]
    except KeyError:
        raise RuntimeError(f"Set {name} in the environment; see docs/how-to/production.md.") from None


DEBUG = False
SECRET_KEY = required("SECRET_KEY")
ALLOWED_HOSTS = [host.strip() for host in required("ALLOWED_HOSTS").split(",") if host.strip()]
SITE_URL = os.environ.get("SITE_URL", f"https://{ALLOWED_HOSTS[0]}")
REDIS_URL = required("REDIS_URL")

INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.postgres"]

# Under ASGI a kept connection (CONN_MAX_AGE) is kept per thread and never given back. The pool gives back.
DATABASES = {
    "default": {
        **dj_database_url.parse(required("DATABASE_URL"), conn_max_age=0),
        "OPTIONS": {
            "pool": {
                "min_size": int(os.environ.get("POOL_MIN", "2")),
                "max_size": int(os.environ.get("POOL_MAX", "8")),
            }
        },
    }
}
# Publish and subscribe: a fifth of the cost of the core layer, and it survives a restart of Redis.
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL], "prefix": "community"},
    }
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "demo_site.storage.StaticFilesStorage"},
}
STATIC_ROOT = os.environ.get("STATIC_ROOT", STATIC_ROOT)
MEDIA_ROOT = os.environ.get("MEDIA_ROOT", MEDIA_ROOT)

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = int(os.environ.get("HSTS_SECONDS", "3600"))
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]
if os.environ.get("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_PORT == 587
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", f"community@{ALLOWED_HOSTS[0]}")
ACCOUNT_EMAIL_VERIFICATION = "mandatory"

WAGTAILADMIN_BASE_URL = SITE_URL
