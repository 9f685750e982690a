"""A site in two languages, translated with wagtail-localize."""

from tests.settings.default import *

INSTALLED_APPS = ["wagtail_localize", "wagtail_localize.locales", *INSTALLED_APPS]
WAGTAIL_I18N_ENABLED = True
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("de", "Deutsch")]
ROOT_URLCONF = "tests.settings.localized_urls"
