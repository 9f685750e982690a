"""Pages and sockets of the demonstration site in one process."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo_site.settings.dev")
pages = get_asgi_application()

from channel_community import routing  # noqa: E402 - needs the app registry

application = routing.application(pages)
