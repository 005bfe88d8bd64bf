"""Decisions in the Django admin: to read, never to change."""

from django.contrib import admin
from django.http import HttpRequest

from moderation.models import Decision


@admin.register(Decision)
class DecisionAdmin(admin.ModelAdmin):
    list_display = ["decided_at", "outcome", "reason", "post", "version", "moderator"]
    list_filter = ["outcome", "reason"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Decision | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Decision | None = None) -> bool:
        return False
