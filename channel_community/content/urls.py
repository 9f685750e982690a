from django.urls import path

from channel_community.content import views

urlpatterns = [
    path("card/page/<int:page_id>.png", views.page_card, name="page_card"),
]
