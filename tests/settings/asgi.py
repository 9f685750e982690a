"""Pages and sockets of the test site in one ASGI application."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings.default")
pages = get_asgi_application()

from channel_community import routing  # noqa: E402 - needs the app registry

application = routing.application(pages)
