"""A site that replaced Wagtail's base page (Wagtail 8 and later): the plugin's concrete pages step aside."""

from tests.settings.default import *

INSTALLED_APPS = ["tests.swapped_page", *INSTALLED_APPS]
WAGTAIL_PAGE_MODEL = "swapped_page.BasePage"
