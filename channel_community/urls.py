"""The plugin's URLs. A site includes them once, under the prefix it likes::

path("community/", include("channel_community.urls"))
"""

from channel_community.content.urls import urlpatterns as content
from channel_community.discussions.urls import urlpatterns as discussions
from channel_community.home.urls import urlpatterns as home
from channel_community.isolation import guard
from channel_community.partners.urls import urlpatterns as partners
from channel_community.webinars.urls import urlpatterns as webinars

app_name = "channel_community"
urlpatterns = [*home, *partners, *discussions, *webinars, *content]

guard.install()  # around the admin's views, which are there whenever a site's URLs are read
