"""Sockets in the site's ASGI application.

One line does it all::

    application = channel_community.routing.application(get_asgi_application())

A site that already routes sockets adds `websocket_urlpatterns` to its own `URLRouter` instead; the socket
reads the session cookie itself, so it needs no middleware around it (and works inside Channels' own).
"""

from __future__ import annotations

from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import path, re_path

from channel_community.realtime.consumer import community_socket, deny

websocket_urlpatterns = [path("ws/community/", community_socket)]

#: Last in a URLRouter: other paths fail their handshake, where Channels alone would answer 500.
deny_other_paths = [re_path(r"", deny)]


def application(pages, extra_websocket_urlpatterns=()):
    """The ASGI application that serves `pages` (Django's own application) over HTTP, and the sockets.

    `extra_websocket_urlpatterns` are the site's other sockets, asked after ours.
    """
    sockets = URLRouter([*websocket_urlpatterns, *extra_websocket_urlpatterns, *deny_other_paths])
    return ProtocolTypeRouter({"http": pages, "websocket": sockets})
