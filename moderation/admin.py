"""Decisions in the Django admin: to read, never to change."""

from django.contrib import admin

from moderation.models import Decision


@admin.register(Decision)
class DecisionAdmin(admin.ModelAdmin):
    list_display = ["decided_at", "outcome", "reason", "post", "version", "moderator"]
    list_filter = ["outcome", "reason"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
