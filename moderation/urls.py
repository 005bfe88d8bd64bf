"""Addresses of the moderators' desk."""

from django.urls import include, path

from moderation.views import (
    asking,
    bulk,
    claims,
    desk,
    editing_first,
    edits,
    hiding,
    insights,
    items,
    log,
    members,
    opening,
    purging,
    reports,
    tools,
    tools_of_posts,
    wording,
)

app_name = "moderation"
# Below /moderation/; for moderators alone.
desk_addresses = [
    path("", desk.queue, name="queue"),
    path("items/<number:pk>/", items.item, name="item"),
    path("items/<number:pk>/decide/", items.decide, name="decide"),
    path("edits/<number:pk>/", edits.edit, name="edit"),
    path("edits/<number:pk>/decide/", edits.decide, name="decide_edit"),
    path("items/<number:pk>/edit/", editing_first.edit_first, name="edit_first"),
    path("items/<number:pk>/opinion/", asking.opinion, name="opinion"),
    path("items/<number:pk>/remark/", asking.remark, name="remark"),
    path("decisions/<number:pk>/undo/", hiding.undo, name="undo"),
    path("reasons/", wording.reasons, name="reasons"),
    path("reasons/<slug:code>/", wording.reason, name="reason"),
    path("posts/<number:pk>/hide/", hiding.hide, name="hide"),
    path("posts/<number:pk>/restore/", hiding.restore, name="restore"),
    path("posts/<number:pk>/author/", opening.opening, name="opening"),
    path("openings/<number:pk>/seen/", opening.seen, name="opening_seen"),
    path("claims/", claims.claims, name="claims"),
    path("claim/", claims.claim, name="claim"),
    path("release/", claims.release, name="release"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("posts/<number:pk>/purge/", purging.purge, name="purge"),
    path("reports/<number:pk>/", reports.reported, name="reported"),
    path("reports/<number:pk>/decide/", reports.decide_reports, name="decide_reports"),
    path("members/<slug:handle>/", members.member, name="member"),
    path("members/<slug:handle>/sanction/", members.sanction, name="sanction"),
    path("members/<slug:handle>/note/", members.note, name="note_member"),
    path("sanctions/<number:pk>/lift/", members.lift, name="lift"),
    path("topics/<number:pk>/", tools.tools, name="tools"),
    path("topics/<number:pk>/lock/", tools.lock, name="lock"),
    path("topics/<number:pk>/pin/", tools.pin, name="pin"),
    path("topics/<number:pk>/move/", tools.move, name="move"),
    path("topics/<number:pk>/slow/", tools.slow, name="slow"),
    path("topics/<number:pk>/newer-page/", tools.newer_page, name="newer_page"),
    path("topics/<number:pk>/merge/", tools_of_posts.merge, name="merge"),
    path("topics/<number:pk>/split/", tools_of_posts.split, name="split"),
    path("log/", log.log, name="log"),
    path("insights/", insights.page, name="insights"),
    path("insights/days.csv", insights.table, name="insights_csv"),
    path("second-reading/", insights.reread, name="rereview"),
]
# What readers and members open stands beside the forum's own addresses.
urlpatterns = [
    path("moderation/", include(desk_addresses)),
    path("posts/<number:pk>/report/", reports.report, name="report"),
    path("account/warnings/", members.warnings, name="warnings"),
]
