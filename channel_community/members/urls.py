from django.urls import path

from channel_community.members import views

urlpatterns = [
    path("m/<str:handle>/", views.member, name="member"),
    path("me/", views.me, name="me"),
    path("me/settings/", views.settings, name="settings"),
]
