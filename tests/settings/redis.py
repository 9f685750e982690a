"""The same site on a real Redis, whatever the environment says."""

import os

os.environ.setdefault("REDIS_URL", "redis://127.0.0.1:6379/9")

from tests.settings.default import *
