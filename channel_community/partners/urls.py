from django.urls import path

from channel_community.partners import views

urlpatterns = [
    path("brand/<int:kit_id>-<int:version>.css", views.brand_css, name="brand_css"),
]
