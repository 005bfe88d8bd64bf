"""Addresses of the moderators' desk."""

from django.urls import path

from moderation.views import desk, edits, items

app_name = "moderation"
urlpatterns = [
    path("", desk.queue, name="queue"),
    path("items/<number:pk>/", items.item, name="item"),
    path("items/<number:pk>/decide/", items.decide, name="decide"),
    path("edits/<number:pk>/", edits.edit, name="edit"),
    path("edits/<number:pk>/decide/", edits.decide, name="decide_edit"),
    path("posts/<number:pk>/hide/", items.hide, name="hide"),
    path("posts/<number:pk>/restore/", items.restore, name="restore"),
    path("log/", desk.log, name="log"),
]
