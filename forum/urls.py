"""Addresses of the forum (product section 3)."""

from django.urls import path, register_converter

from forum.views import lists, receipts, revising, topic, writing


class Number:
    """A positive number that fits a database key; anything longer is no address of ours."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(Number, "number")

app_name = "forum"
urlpatterns = [
    path("discussions/", lists.topics, name="topics"),
    path("discussions/new/", writing.new_topic, name="new_topic"),
    path("discussions/<slug:slug>/", lists.category, name="category"),
    path("discussions/<slug:category>/<number:pk>-<slug:slug>/", topic.topic, name="topic"),
    path("discussions/<slug:category>/<number:pk>-<slug:slug>/reply/", writing.reply, name="reply"),
    path("posts/<number:pk>/", topic.post, name="post"),
    path("posts/<number:pk>/edit/", revising.edit, name="edit"),
    path("posts/<number:pk>/withdraw/", revising.withdraw, name="withdraw"),
    path("tags/<slug:slug>/", lists.tag, name="tag"),
    path("receipts/<str:token>/", receipts.receipt, name="receipt"),
    path("receipts/<str:token>/edit/", receipts.edit, name="receipt_edit"),
    path("receipts/<str:token>/withdraw/", receipts.withdraw, name="receipt_withdraw"),
    path("receipts/<str:token>/confirm/", receipts.ask_to_confirm, name="ask_to_confirm"),
    path("confirm/<str:token>/", receipts.confirm_email, name="confirm_email"),
]
