from django.urls import path

from channel_community.webinars import views

_ONE = "webinars/<int:pk>/<slug:slug>/"

urlpatterns = [
    path("webinars/", views.webinar_list, name="webinar_list"),
    path("webinars/propose/", views.propose, name="webinar_propose"),
    path("card/webinar/<int:pk>.png", views.webinar_card, name="webinar_card"),
    path(_ONE, views.webinar, name="webinar"),
    path(f"{_ONE}register/", views.register, name="webinar_register"),
    path(f"{_ONE}cancel/", views.cancel, name="webinar_cancel"),
    path(f"{_ONE}join/", views.join, name="webinar_join"),
    path(f"{_ONE}calendar.ics", views.calendar, name="webinar_calendar"),
    path(f"{_ONE}edit/", views.edit, name="webinar_edit"),
    path(f"{_ONE}approve/", views.approve, name="webinar_approve"),
    path(f"{_ONE}call-off/", views.call_off, name="webinar_call_off"),
]
