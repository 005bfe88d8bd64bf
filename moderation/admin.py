"""What is on record, in the Django admin: to read, never to change."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from moderation.models import Decision, MemberNote, Report, Sanction


class OnRecord(admin.ModelAdmin):
    """Rows are written by the moderators' own verbs alone."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Decision)
class DecisionAdmin(OnRecord):
    list_display = ["decided_at", "outcome", "reason", "post", "version", "moderator"]
    list_filter = ["outcome", "reason"]


@admin.register(Report)
class ReportAdmin(OnRecord):
    """Without the network: it counts visitors and is for nobody's eyes."""

    list_display = ["made_at", "why", "post", "version", "reporter", "closed_at"]
    list_filter = ["why"]
    list_select_related = ["post", "reporter"]
    exclude = ["network"]


@admin.register(Sanction)
class SanctionAdmin(OnRecord):
    list_display = ["at", "kind", "person", "until", "acknowledged_at", "lifted_at", "moderator"]
    list_filter = ["kind"]
    list_select_related = ["person", "moderator"]


@admin.register(MemberNote)
class MemberNoteAdmin(OnRecord):
    list_display = ["at", "person", "by"]
    list_select_related = ["person", "by"]
