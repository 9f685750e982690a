"""Pages only, for WSGI workers in production; sockets need demo_site.asgi."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo_site.settings.production")
application = get_wsgi_application()
