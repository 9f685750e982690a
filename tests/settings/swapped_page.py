"""A site that replaced Wagtail's base page (Wagtail 8 and later): the plugin's concrete pages step aside."""

from tests.settings.default import *

INSTALLED_APPS = ["wagtail.test.basepage", *INSTALLED_APPS]
WAGTAIL_PAGE_MODEL = "basepage.BasePage"
