"""Settings of a host site with one plain view, with the plugin or (WITHOUT_PLUGIN=1) without it."""

import os

from tests.settings.default import *

ROOT_URLCONF = "benchmarks.host_urls"
if os.environ.get("WITHOUT_PLUGIN"):
    INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "channel_community"]
