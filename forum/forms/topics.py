"""The new-topic form."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models.user import Reader
from forum.checks import Reading, read_post
from forum.forms.details import FIELDS, DetailFields
from forum.forms.fields import Line, Title
from forum.forms.writing import (
    AnonymousField,
    FollowField,
    GuestFields,
    SendFields,
    Typed,
    WritingFields,
)
from forum.models import Category, Post, Tag, Topic
from forum.permissions import can_start_topic

KINDS = (Topic.Kind.QUESTION, Topic.Kind.TIP, Topic.Kind.CASE, Topic.Kind.DISCUSSION)
DETAILS = [name for fields in FIELDS.values() for name in fields]


class TopicFields(forms.Form):
    """What a new topic has beside its first post."""

    title = Title()
    category = forms.ModelChoiceField(
        label=_("Category"),
        queryset=Category.objects.none(),
        to_field_name="slug",
        empty_label=_("Choose a category"),
        error_messages={
            "required": _("Please choose a category."),
            "invalid_choice": _(
                "You cannot start a topic in that category. Please choose another."
            ),
        },
    )
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(kind.value, kind.label) for kind in KINDS],
        required=False,
        initial=Topic.Kind.QUESTION,
        widget=forms.RadioSelect,
    )
    tags = forms.CharField(
        label=_("Tags"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"list": "all-tags", "autocomplete": "off"}),
    )
    reader: Reader

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text = _("Write it as you would say it to a colleague.")
        self.fields["title"].widget.attrs["required"] = True
        self.fields["category"].widget.attrs["required"] = True

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Topic.Kind.DISCUSSION

    def clean_category(self) -> Category:
        category = self.cleaned_data["category"]
        if not can_start_topic(self.reader, category):
            raise forms.ValidationError(
                self.fields["category"].error_messages["invalid_choice"], code="closed"
            )
        return category

    def clean_tags(self) -> list[Tag]:
        asked = [part.strip().lstrip("#") for part in self.cleaned_data["tags"].split(",")]
        words = list(dict.fromkeys(word for word in asked if word))
        if len(words) > settings.TAGS_MAX:
            raise forms.ValidationError(
                _("Please use at most %(limit)s tags.") % {"limit": settings.TAGS_MAX}
            )
        found, unknown = Tag.objects.named(words)
        if unknown:
            raise forms.ValidationError(
                _("There is no tag called “%(tag)s”. Please use one of the list.")
                % {"tag": unknown[0]}
            )
        return found


class MemberTopicForm(TopicFields, DetailFields, FollowField, AnonymousField, SendFields):
    by_guest = False
    field_order = ["kind", "title", "category", "tags", *DETAILS, "body", "follow"]

    def anonymous_categories(self) -> list[str]:
        """The names of the categories, among those offered, that take anonymous posts."""
        offered = self.fields["category"].queryset  # type: ignore[attr-defined]
        return [category.name for category in offered if category.allows_anonymous]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        category = cleaned.get("category")
        if cleaned.get("anonymous") and category and not category.allows_anonymous:
            self.refuse_anonymous()
        return cleaned


class GuestTopicForm(TopicFields, DetailFields, GuestFields, SendFields):
    field_order = ["kind", "title", "category", "tags", *DETAILS, "body", "guest_name"]


class PreviewForm(DetailFields, WritingFields):
    """The text of any of our forms, to be shown and not kept; nothing else is asked for."""

    asks = asks_back = False
    title = Line(required=False)
    # The published post that the text would change, if any.
    edited_post: Post | None = None

    def earlier_reading(self) -> Reading | None:
        return read_post(self.edited_post) if self.edited_post else None

    def full_clean(self) -> None:
        """Only what is wrong with the text itself stands in the way of looking at it."""
        super().full_clean()
        for name in self.errors.keys() - {"body", "body_format"}:
            del self.errors[name]


def topic_form(
    reader: Reader, data: Typed = None, initial: dict[str, Any] | None = None
) -> MemberTopicForm | GuestTopicForm:
    """The new-topic form with the categories in which `reader` may start one."""
    kind = MemberTopicForm if reader.is_authenticated else GuestTopicForm
    form = kind(data, initial={"follow": True, **(initial or {})})
    form.reader = reader
    categories = Category.objects.visible_to(reader).in_order()
    if not reader.is_authenticated:
        categories = categories.open_to_guests()
    elif not (reader.is_moderator or reader.is_editor):
        categories = categories.open_to_members()
    form.fields["category"].queryset = categories  # type: ignore[attr-defined]
    return form


def preview_form(reader: Reader, data: QueryDict) -> PreviewForm:
    """What was typed so far, cooked as it would be for `reader`."""
    form = PreviewForm(data)
    form.by_guest = not reader.is_authenticated
    return form
