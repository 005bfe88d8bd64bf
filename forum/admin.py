"""Categories and tags in the Django admin. Posts are moved by their own verbs only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from forum import actions, quotations
from forum.models import Category, Tag, Topic


class OnlyWhatChanged(admin.ModelAdmin):
    """Saves the fields that were edited; counters that moved meanwhile stay as they are."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            columns = {field.name for field in obj._meta.concrete_fields}
            obj.save(update_fields=[name for name in form.changed_data if name in columns])
        else:
            super().save_model(request, obj, form, change)


@admin.register(Category)
class CategoryAdmin(OnlyWhatChanged):
    list_display = ["name", "visibility", "guest_policy", "posting", "topic_count", "order"]
    list_editable = ["order"]
    readonly_fields = ["topic_count", "post_count"]
    # Whoever `moderates_all` needs no entry; see User.
    autocomplete_fields = ["moderators"]
    prepopulated_fields = {"slug": ["name"]}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "visibility" in form.changed_data:
            actions.withdraw_mail_of(obj)
            quotations.follow_category(obj)


@admin.register(Topic)
class TopicAdmin(OnlyWhatChanged):
    """Closing and pinning only; everything else about a topic follows from its posts."""

    list_display = ["title", "category", "is_public", "is_locked", "is_pinned", "reply_count"]
    list_filter = ["is_locked", "is_pinned", "category"]
    list_select_related = ["category"]
    search_fields = ["title"]
    fields = ["is_locked", "is_pinned"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Topic | None = None) -> bool:
        return False


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "description"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
