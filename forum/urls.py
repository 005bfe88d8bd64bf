"""Addresses of the forum (product section 3)."""

from django.urls import path, register_converter

from forum import feeds
from forum.views import (
    answering,
    appealing,
    bookmarks,
    cards,
    checking,
    claims,
    composing,
    consents,
    drafts,
    files,
    following,
    history,
    lists,
    members,
    news,
    notices,
    promoting,
    receipts,
    responding,
    revising,
    settings,
    topic,
    writing,
)


class Number:
    """A positive number that fits a database key; anything longer is no address of ours."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class Secret:
    """A random address, signed or not; other characters make no address of ours."""

    regex = "[A-Za-z0-9_.~:=-]{1,200}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Number, "number")
register_converter(Secret, "secret")

app_name = "forum"
urlpatterns = [
    path("discussions/", lists.topics, name="topics"),
    path("discussions/new/", writing.new_topic, name="new_topic"),
    path("discussions/read/", topic.mark_all_read, name="mark_all_read"),
    path("discussions/<slug:slug>/", lists.category, name="category"),
    path("discussions/<slug:category>/<number:pk>-<slug:slug>/", topic.topic, name="topic"),
    path("discussions/<slug:category>/<number:pk>-<slug:slug>/reply/", writing.reply, name="reply"),
    path("discussions/<slug:category>/<number:pk>-<slug:slug>/news/", news.news, name="news"),
    path(
        "discussions/<slug:category>/<number:pk>-<slug:slug>/article/",
        promoting.promote,
        name="promote",
    ),
    path("promotions/<number:pk>/", promoting.quotations, name="quotations"),
    path(
        "promotions/<number:pk>/<number:quotation>/",
        promoting.change_quotation,
        name="change_quotation",
    ),
    path("consents/", consents.consents, name="consents"),
    path("consents/<number:pk>/", consents.consent, name="consent"),
    path("posts/<number:pk>/", topic.post, name="post"),
    path("posts/<number:pk>/consent/", consents.consent_of_post, name="consent_of_post"),
    path("posts/<number:pk>/edit/", revising.edit, name="edit"),
    path("posts/<number:pk>/withdraw/", revising.withdraw, name="withdraw"),
    path("posts/<number:pk>/answer/", appealing.answer, name="answer_post"),
    path("posts/<number:pk>/appeal/", appealing.appeal, name="appeal_post"),
    path("posts/<number:pk>/edit/withdraw/", revising.withdraw_edit, name="withdraw_edit"),
    path("posts/<number:pk>/history/", history.history, name="history"),
    path("posts/<number:pk>/react/", responding.react, name="react"),
    path("posts/<number:pk>/accept/", responding.accept, name="accept"),
    path("posts/<number:pk>/recommend/", responding.recommend, name="recommend"),
    path("posts/<number:pk>/bookmark/", bookmarks.bookmark, name="bookmark"),
    path("bookmarks/", bookmarks.bookmarks, name="bookmarks"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/text/", drafts.draft, name="draft"),
    path("drafts/save/", drafts.save_draft, name="save_draft"),
    path("drafts/discard/", drafts.discard_draft, name="discard_draft"),
    path("compose/people/", composing.people, name="people"),
    path("compose/similar/", composing.similar_to, name="similar_to"),
    path("compose/preview/", composing.preview, name="preview"),
    path("compose/image/", files.upload, name="upload"),
    path("compose/check/", checking.check, name="check"),
    path("compose/card/", cards.card, name="card"),
    path("files/<secret:token>/", files.file, name="file"),
    path("members/<slug:handle>/", members.member, name="member"),
    path("tags/", lists.tags, name="tags"),
    path("tags/<slug:slug>/", lists.tag, name="tag"),
    path("follow/", following.follow, name="follow"),
    path("stop/<secret:token>/", following.stop, name="stop"),
    path("notifications/", notices.notices, name="notices"),
    path("notifications/read/", notices.read, name="read_notices"),
    path("settings/", settings.overview, name="settings"),
    path("settings/notifications/", settings.notice_settings, name="notice_settings"),
    path("receipts/<secret:token>/", receipts.receipt, name="receipt"),
    path("receipts/<secret:token>/edit/", receipts.edit, name="receipt_edit"),
    path("receipts/<secret:token>/withdraw/", receipts.withdraw, name="receipt_withdraw"),
    path(
        "receipts/<secret:token>/edit/withdraw/",
        receipts.withdraw_edit,
        name="receipt_withdraw_edit",
    ),
    path("receipts/<secret:token>/confirm/", receipts.ask_to_confirm, name="ask_to_confirm"),
    path(
        "receipts/<secret:token>/consents/<number:pk>/",
        consents.receipt_consent,
        name="receipt_consent",
    ),
    path("receipts/<secret:token>/answer/", answering.remark, name="remark"),
    path("receipts/<secret:token>/appeal/", answering.appeal, name="appeal"),
    path("receipts/<secret:token>/follow/", answering.follow, name="receipt_follow"),
    path("receipts/stop/<secret:token>/", answering.stop_following, name="stop_following"),
    path("account/guest-posts/", claims.claims, name="claims"),
    path("account/guest-posts/later/", claims.later, name="claims_later"),
    path("account/guest-posts/<number:pk>/claim/", claims.claim, name="claim"),
    path("confirm/<secret:token>/", receipts.confirm_email, name="confirm_email"),
    path("feeds/latest.atom", feeds.latest, name="feed_latest"),
    path("feeds/category/<slug:slug>.atom", feeds.category, name="feed_category"),
    path("feeds/tag/<slug:slug>.atom", feeds.tag, name="feed_tag"),
    path("feeds/topic/<number:pk>.atom", feeds.topic, name="feed_topic"),
    path("feeds/library.atom", feeds.library, name="feed_library"),
]
