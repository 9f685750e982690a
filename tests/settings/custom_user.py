"""A site whose user model has no username and signs in by mail address."""

from tests.settings.default import *

INSTALLED_APPS = ["tests.custom_user", *INSTALLED_APPS]
AUTH_USER_MODEL = "custom_user.Person"
