"""What has to be in place once every model is loaded: the forms of pages, and the check of the guard."""

from channel_community.isolation import checks  # noqa: F401 - registers the check
from channel_community.isolation.forms import extend_page_forms

extend_page_forms()
