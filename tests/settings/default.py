"""A small host site for the tests: SQLite and the in-memory layer, or what DATABASE_URL and REDIS_URL name.

CC_TEST_DB names the SQLite file of the test database (in memory without it). With PostgreSQL only its stem
counts: it keeps the test databases of several people apart.
"""

import os
from pathlib import Path

import dj_database_url

ROOT = Path(__file__).resolve().parents[2]

SECRET_KEY = "only for tests, and long enough to please every check of Django's own: 0123456789"
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver", "community.example"]
ROOT_URLCONF = "tests.settings.urls"
ASGI_APPLICATION = "tests.settings.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = 1

DATABASE_URL = os.environ.get("DATABASE_URL", "")
REDIS_URL = os.environ.get("REDIS_URL", "")
CC_TEST_DB = os.environ.get("CC_TEST_DB", "")
#: Set where the tests run in several processes side by side.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


def sqlite():
    """SQLite that takes its write lock first, so that two writers wait instead of failing."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": CC_TEST_DB or ":memory:",
        "TEST": {"NAME": CC_TEST_DB or None},
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;",
        },
    }


def postgresql():
    """PostgreSQL that does not wait for the disk: a test database has nothing to lose."""
    suffix = f"_{Path(CC_TEST_DB).stem}" if CC_TEST_DB else ""
    database = dj_database_url.parse(DATABASE_URL, conn_max_age=0)
    database["OPTIONS"] = {"options": "-c synchronous_commit=off", **database.get("OPTIONS", {})}
    return {**database, "TEST": {"NAME": f"test_channel_community{suffix}"}}


DATABASES = {"default": postgresql() if DATABASE_URL else sqlite()}

INSTALLED_APPS = [
    "channel_community",
    "wagtail.contrib.settings",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.embeds",
    "wagtail.snippets",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "channels",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]
if DATABASE_URL:
    INSTALLED_APPS.append("django.contrib.postgres")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "tests" / "settings" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL], "prefix": os.environ.get("CC_TEST_PREFIX", f"cc-test{WORKER}")},
    }
    if REDIS_URL
    else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEFAULT_FROM_EMAIL = "community@community.example"

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
MEDIA_URL = "/media/"
MEDIA_ROOT = os.environ.get("CC_TEST_MEDIA", str(ROOT / "var" / "test-media"))
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/community/"

WAGTAIL_SITE_NAME = "Test site"
WAGTAILADMIN_BASE_URL = "http://testserver"
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

CHANNEL_COMMUNITY = {}
