from django.urls import path

from channel_community.content import feeds, views

urlpatterns = [
    path("card/page/<int:page_id>.png", views.page_card, name="page_card"),
    path("feeds/partners/<slug:slug>.xml", feeds.partner_feed, name="partner_feed"),
]
