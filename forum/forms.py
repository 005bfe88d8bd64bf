"""Is this input well formed? Forms check and cook; they never write."""

import re
import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.user import Reader
from accounts.names import refusal, skeleton
from forum.models import Category, Post, Tag, Topic
from forum.permissions import can_start_topic
from forum.sanitize import INVISIBLE, Cooked, TooMuch, cook

EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}|"
    "[\u2600-\u27bf\u2b50\u2b55\u231a\u231b\u23e9-\u23f3\U0001f000-\U0001faff]"
    "(?:\ufe0f|\u200d[\u2600-\u27bf\U0001f000-\U0001faff]|[\U0001f3fb-\U0001f3ff])*"
)

# A NUL stays, for Django to refuse it by name.
UNSEEN = re.compile(INVISIBLE.pattern.replace("\\x00-", "\\x01-"))
# What a browser sent, or nothing for an empty form.
Typed = QueryDict | None


class WritingFields(forms.Form):
    """The body that every post form has. After `is_valid()`, `writing` is ready to store."""

    body = forms.CharField(
        label=_("Your text"),
        widget=forms.Textarea(attrs={"rows": 8}),
        strip=True,
        error_messages={"required": _("Please write something first.")},
    )
    body_format = forms.ChoiceField(
        choices=Post.Format, required=False, widget=forms.HiddenInput, initial=Post.Format.TEXT
    )
    by_guest = True
    writing: Cooked

    def clean_body_format(self) -> str:
        return self.cleaned_data["body_format"] or Post.Format.TEXT

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "body" in cleaned and "body_format" in cleaned:
            self._cook(cleaned["body"], cleaned["body_format"])
        return cleaned

    def _cook(self, body: str, format: str) -> None:
        emoji = len(EMOJI.findall(body))
        if emoji > settings.EMOJI_MAX:
            self.add_error(
                "body",
                _("Emoji %(count)s of %(limit)s. Remove %(over)s.")
                % {
                    "count": emoji,
                    "limit": settings.EMOJI_MAX,
                    "over": emoji - settings.EMOJI_MAX,
                },
            )
            return
        try:
            self.writing = cook(body, format, by_guest=self.by_guest)
        except TooMuch as refusal_of_text:
            self.add_error("body", str(refusal_of_text))
            return
        if not self.writing.text:
            self.add_error("body", _("Please write something first."))


class Line(forms.CharField):
    """One line of text: invisible characters go and spaces are single before it is measured."""

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value) or ""
        return " ".join(UNSEEN.sub("", text.replace("\n", " ")).split())

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not any(character.isalnum() for character in value):
            raise forms.ValidationError(_("Please use letters here."), code="no_letters")


class Title(Line):
    def __init__(self) -> None:
        super().__init__(
            label=_("Title"),
            min_length=settings.TITLE_MIN,
            max_length=settings.TITLE_MAX,
            error_messages={
                "required": _("Please give your topic a title."),
                "min_length": _("Please write a title of at least %(limit_value)s characters."),
                "max_length": _("Please shorten the title to %(limit_value)s characters."),
            },
        )


class SendFields(WritingFields):
    """A form that makes a post: it carries the key that makes a double click harmless."""

    def full_clean(self) -> None:
        """A form that comes back with a broken hidden field carries a sound one."""
        super().full_clean()
        sound = {"submission_key": str(uuid.uuid4()), "body_format": Post.Format.TEXT.value}
        broken = sound.keys() & self.errors.keys()
        if broken and isinstance(self.data, QueryDict):
            typed = self.data.copy()
            for name in broken:
                typed[name] = sound[name]
            self.data = typed

    submission_key = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid.uuid4,
        error_messages={
            "required": _("This form is incomplete. Please send it once more."),
            "invalid": _("This form is incomplete. Please send it once more."),
        },
    )


class GuestFields(forms.Form):
    """Who sends without an account."""

    guest_name = forms.CharField(
        label=_("Name to show"),
        max_length=60,
        help_text=_("Your name or initials, not a member's."),
        error_messages={"required": _("Please give a name to show, for example “J. M., RN”.")},
    )
    guest_says = forms.CharField(
        label=_("What you do"),
        max_length=80,
        required=False,
        help_text=_("Shown beside your name, as you say it."),
    )
    guest_email = forms.EmailField(
        label=_("E-mail, never shown"),
        required=False,
        help_text=_("We ask you to confirm it, then tell you what a moderator decided."),
        error_messages={"invalid": _("Please write an address like name@example.org.")},
    )

    def clean_guest_name(self) -> str:
        name = " ".join(self.cleaned_data["guest_name"].split())
        if sentence := refusal(name):
            raise forms.ValidationError(sentence)
        look = skeleton(name)
        if not look or User.objects.looking_like(look).exists():
            raise forms.ValidationError(
                _("This name is too close to a member's name. Please choose another one."),
                code="confusable",
            )
        return name

    def clean_guest_says(self) -> str:
        says = " ".join(self.cleaned_data["guest_says"].split())
        if says and (sentence := refusal(says)):
            raise forms.ValidationError(sentence)
        return says


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


class MemberReplyForm(SendFields):
    by_guest = False


class GuestReplyForm(GuestFields, SendFields):
    field_order = ["guest_name", "guest_says", "guest_email", "body"]


class MemberTopicForm(TopicFields, SendFields):
    by_guest = False
    field_order = ["kind", "title", "category", "body", "tags"]


class GuestTopicForm(TopicFields, GuestFields, SendFields):
    field_order = ["kind", "title", "category", "body", "tags", "guest_name"]


class RevisionForm(WritingFields):
    """A new version of a text that waits; names the version it replaces."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1_000_000)
    title = Title()

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {
                "body": post.body_source,
                "body_format": post.body_format,
                "version": post.version,
                "title": post.topic.title if post.opens_topic else "",
            },
        )
        super().__init__(*args, **kwargs)
        self.by_guest = post.is_by_guest
        if not post.opens_topic:
            del self.fields["title"]


def reply_form(reader: Reader, data: Typed = None) -> SendFields:
    """Members get the short form; guests must also say who they are."""
    return MemberReplyForm(data) if reader.is_authenticated else GuestReplyForm(data)


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
