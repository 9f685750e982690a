"""The demonstration site for browser tests: quick hashing; DATABASE_URL and REDIS_URL are honoured."""

import os

import dj_database_url

from demo_site.settings.dev import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
ACCOUNT_RATE_LIMITS = False

#: Keeps the databases of runs apart that happen at the same time.
SUFFIX = f"_{Path(os.environ['CC_TEST_DB']).stem}" if "CC_TEST_DB" in os.environ else ""

if DATABASE_URL := os.environ.get("DATABASE_URL"):
    INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.postgres"]
    DATABASES = {
        "default": {
            **dj_database_url.parse(DATABASE_URL, conn_max_age=0),
            "OPTIONS": {"pool": {"min_size": 1, "max_size": 4}, "options": "-c synchronous_commit=off"},
            "TEST": {"NAME": f"test_channel_community_demo{SUFFIX}"},
        }
    }
else:
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"

if REDIS_URL := os.environ.get("REDIS_URL"):
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [REDIS_URL], "prefix": os.environ.get("CC_TEST_PREFIX", "cc-e2e")},
        }
    }
