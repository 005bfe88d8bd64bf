"""The new-topic form."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models.user import Reader
from forum.forms.fields import Title
from forum.forms.writing import GuestFields, SendFields, Typed
from forum.models import Category, Tag, Topic
from forum.permissions import can_start_topic


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
        choices=Topic.Kind,
        required=False,
        initial=Topic.Kind.QUESTION,
        widget=forms.RadioSelect,
    )
    tags = forms.CharField(
        label=_("Tags"),
        max_length=300,
        required=False,
        help_text=_("Up to five of the list below, separated by commas."),
    )
    reader: Reader

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


class MemberTopicForm(TopicFields, SendFields):
    by_guest = False
    field_order = ["kind", "title", "category", "body", "tags"]


class GuestTopicForm(TopicFields, GuestFields, SendFields):
    field_order = ["kind", "title", "category", "body", "tags", "guest_name"]


def topic_form(
    reader: Reader, data: Typed = None, initial: dict[str, str] | None = None
) -> MemberTopicForm | GuestTopicForm:
    """The new-topic form with the categories in which `reader` may start one."""
    kind = MemberTopicForm if reader.is_authenticated else GuestTopicForm
    form = kind(data, initial=initial)
    form.reader = reader
    categories = Category.objects.visible_to(reader).in_order()
    if not reader.is_authenticated:
        categories = categories.open_to_guests()
    elif not (reader.is_moderator or reader.is_editor):
        categories = categories.open_to_members()
    form.fields["category"].queryset = categories  # type: ignore[attr-defined]
    return form
