"""Categories and tags in the Django admin. Posts are moved by their own verbs only."""

from django.contrib import admin

from forum.models import Category, Tag


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    list_display = ["name", "visibility", "guest_policy", "posting", "topic_count", "order"]
    list_editable = ["order"]
    readonly_fields = ["topic_count", "post_count"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "description"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
