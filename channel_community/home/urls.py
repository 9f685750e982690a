from django.urls import path

from channel_community.home import ask, boards, directory, discuss, join, reputation, staff, suggest, views

urlpatterns = [
    path("", views.home, name="home"),
    path("ask/", ask.ask, name="ask"),
    path("boards/", boards.board_list, name="board_list"),
    path("partners/", directory.partner_list, name="partner_list"),
    path("about/<str:token>/", discuss.discuss, name="discuss"),
    path("p/<slug:slug>/", views.partner_home, name="partner"),
    path("p/<slug:slug>/people/", staff.people, name="partner_staff"),
    path("p/<slug:slug>/people/invitations/<int:pk>/resend/", staff.resend, name="invitation_resend"),
    path("p/<slug:slug>/people/invitations/<int:pk>/revoke/", staff.revoke, name="invitation_revoke"),
    path("p/<slug:slug>/people/<int:pk>/remove/", staff.remove, name="partner_staff_remove"),
    path("invitations/<str:token>/", join.invitation, name="invitation"),
    path("members/suggest/", suggest.member_suggest, name="member_suggest"),
    path("m/<str:handle>/", views.member, name="member"),
    path("me/", views.me, name="me"),
    path("me/settings/", views.settings, name="settings"),
    path("me/reputation/", reputation.my_reputation, name="my_reputation"),
    path("leaders/", reputation.leaders, name="leaders"),
]
