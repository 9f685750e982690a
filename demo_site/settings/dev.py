"""One process, no other program: SQLite, the in-memory channel layer, mail as files. What `make demo` runs.

DEBUG=1 in the environment turns Django's own error pages and the reloading of templates on.
"""

import os

from demo_site.settings.base import *

VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = os.environ.get("DEBUG", "") in {"1", "true", "yes"}
SECRET_KEY = "a public key, good for a demonstration on one's own machine and for nothing else"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
PORT = os.environ.get("PORT", "8000")

# The write lock is taken when a transaction begins: two people who post at once wait for each other.
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR_DIR / "demo.sqlite3",
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
}
CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Every mail lies readable in this folder.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
ACCOUNT_EMAIL_VERIFICATION = "none"

# Static files straight from the sources: nothing to collect.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0

DEMO_ACCOUNTS = True
WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{PORT}"

# The demonstration is one process on plain http, where the in-memory layer is right.
SILENCED_SYSTEM_CHECKS = ["channel_community.W001"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Refused and missing pages are part of a site's life; its own failures are not.
        "django.request": {"level": "ERROR"},
        "channel_community": {"level": "INFO"},
    },
}
