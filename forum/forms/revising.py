"""A new version of a text."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.checks import Reading, read_post
from forum.forms.details import FIELDS, DetailFields
from forum.forms.fields import Line, Title
from forum.forms.writing import Typed, WritingFields
from forum.models import PendingEdit, Post


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
        self.post = post
        self.by_guest = post.is_by_guest
        self.details = dict(post.details)
        if not post.opens_topic:
            del self.fields["title"]


class EditForm(RevisionForm):
    """A new text for readers. Begins with the author's waiting edit where there is one."""

    edit_version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=1_000_000, required=False
    )
    note = Line(
        label=_("What changed"),
        max_length=140,
        required=False,
        help_text=_("Readers see it in the history of the post."),
        error_messages={
            "required": _("Please say what you changed; readers and the author will see it."),
            "max_length": _("Please shorten this to %(limit_value)s characters."),
        },
    )
    withdraw_earlier = forms.BooleanField(
        label=_("Take the earlier texts out of the public history"),
        help_text=_("Readers learn that there was one, and not what it said."),
        required=False,
        initial=True,
    )
    field_order = ["title", "body", "note", "withdraw_earlier"]

    def __init__(
        self, *args: Any, post: Post, waiting: PendingEdit | None = None, by_author: bool = True
    ) -> None:
        text = waiting or post
        initial = {
            "body": text.body_source,
            "body_format": text.body_format,
            "version": post.version,
            "edit_version": waiting.version if waiting else 0,
            "title": (waiting.title if waiting else "") or post.topic.title,
            "note": waiting.note if waiting else "",
            "withdraw_earlier": True,
        }
        super().__init__(*args, post=post, initial=initial)
        if waiting and waiting.details:
            self.details = dict(waiting.details)
        self.fields["note"].required = not by_author
        if by_author:
            del self.fields["withdraw_earlier"]
        else:
            self.fields["body"].label = _("Text")

    def earlier_reading(self) -> Reading:
        return read_post(self.post)

    def clean_edit_version(self) -> int:
        return self.cleaned_data["edit_version"] or 0


class WithDetails(DetailFields):
    """The fields of a case or a practice tip, as it has them now."""

    details: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field, name in FIELDS[self.chosen_kind].items():
            self.initial[field] = self.details.get(name, "")

    @property
    def chosen_kind(self) -> str:
        return str(self.details["kind"])

    def clean_follow_up_on(self) -> date | None:
        """A day that was chosen before may have come meanwhile."""
        day: date | None = self.cleaned_data["follow_up_on"]
        if day and day.isoformat() == self.details.get("follow_up_on"):
            return day
        return super().clean_follow_up_on()


class DetailsRevisionForm(WithDetails, RevisionForm):
    pass


class DetailsEditForm(WithDetails, EditForm):
    pass


def revision_form(post: Post, data: Typed = None) -> RevisionForm:
    """The form for a new version of a text that waits, with the fields its kind has."""
    kind = DetailsRevisionForm if post.details.get("kind") in FIELDS else RevisionForm
    return kind(data, post=post)


def edit_form(
    post: Post, data: Typed = None, *, waiting: PendingEdit | None = None, by_author: bool = True
) -> EditForm:
    """The form for a new text of a published post, with the fields its kind has."""
    kind = DetailsEditForm if post.details.get("kind") in FIELDS else EditForm
    return kind(data, post=post, waiting=waiting, by_author=by_author)
