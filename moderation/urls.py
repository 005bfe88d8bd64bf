"""Addresses of the moderators' desk."""

from django.urls import path

from moderation import views

app_name = "moderation"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("items/<number:pk>/", views.item, name="item"),
    path("items/<number:pk>/decide/", views.decide, name="decide"),
    path("posts/<number:pk>/hide/", views.hide, name="hide"),
    path("posts/<number:pk>/restore/", views.restore, name="restore"),
    path("log/", views.log, name="log"),
]
