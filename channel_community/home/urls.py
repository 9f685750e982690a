from django.urls import path

from channel_community.home import ask, discuss, reputation, suggest, views

urlpatterns = [
    path("", views.home, name="home"),
    path("ask/", ask.ask, name="ask"),
    path("about/<str:token>/", discuss.discuss, name="discuss"),
    path("p/<slug:slug>/", views.partner_home, name="partner"),
    path("members/suggest/", suggest.member_suggest, name="member_suggest"),
    path("m/<str:handle>/", views.member, name="member"),
    path("me/", views.me, name="me"),
    path("me/settings/", views.settings, name="settings"),
    path("me/reputation/", reputation.my_reputation, name="my_reputation"),
    path("leaders/", reputation.leaders, name="leaders"),
]
