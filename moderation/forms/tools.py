"""What a moderator wants done with a topic. Each form names what was last done with it."""

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from forum.models import Category, Topic
from forum.permissions import moderates
from forum.reading import kept_pages
from forum.wait import in_units

INCOMPLETE = {
    "required": _("This form is incomplete. Please open the page again."),
    "invalid": _("This form is incomplete. Please open the page again."),
}
MOST = 10**18
SLOW_MODES = (0, 30, 60, 300, 900, 3600, 14400, 86400)  # seconds
# …/discussions/<category>/<number>-<words>/, on whatever host
ADDRESS = re.compile(r"/discussions/[\w-]+/([0-9]{1,18})-[\w-]+/")


def slow_mode_in_words(seconds: int) -> str:
    """ "5 minutes", or that there is none."""
    return in_units(timedelta(seconds=seconds)) if seconds else gettext("No slow mode")


def number_in(typed: str) -> int | None:
    """The number of the discussion that `typed` names by its number or address, if it does."""
    typed = typed.strip().removeprefix("#")
    if typed.isascii() and typed.isdigit() and len(typed) <= 18:
        return int(typed)
    found = ADDRESS.search(typed)
    return int(found[1]) if found else None


class ToolForm(forms.Form):
    """`seen` is the number of the latest tool that was used on the topic, 0 for none."""

    seen = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=MOST, error_messages=INCOMPLETE
    )
    reason = forms.CharField(
        label=_("Note for the log"),
        max_length=200,
        required=False,
        help_text=_("Only moderators read it."),
    )
    # The forms of one page must not share the numbers of their fields.
    prefix_of_ids = ""

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, auto_id=f"{self.prefix_of_ids}-%s", **kwargs)


class LockForm(ToolForm):
    """Closing asks for a word that readers see; opening again does not."""

    prefix_of_ids = "lock"
    closed = forms.BooleanField(required=False, widget=forms.HiddenInput)
    word = forms.CharField(
        label=_("What readers are told"),
        max_length=140,
        required=False,
        help_text=_("One sentence, shown where the replies end."),
        error_messages={"required": _("Please say in a sentence why it is closed.")},
    )
    field_order = ["seen", "closed", "word", "reason"]

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        known = self.initial if data is None else data
        self.fields["word"].required = bool(known.get("closed"))


class PinForm(ToolForm):
    prefix_of_ids = "pin"
    pinned = forms.BooleanField(required=False, widget=forms.HiddenInput)


class SlowForm(ToolForm):
    prefix_of_ids = "slow"
    seconds = forms.TypedChoiceField(
        label=_("A member waits between two posts here"),
        choices=lambda: [(seconds, slow_mode_in_words(seconds)) for seconds in SLOW_MODES],
        coerce=int,
    )
    field_order = ["seen", "seconds", "reason"]


class MoveForm(ToolForm):
    prefix_of_ids = "move"
    category = forms.ModelChoiceField(
        label=_("Category"),
        queryset=Category.objects.none(),
        empty_label=_("Choose a category"),
        error_messages={
            "required": _("Please choose a category."),
            "invalid_choice": _("Please choose one of your categories."),
        },
    )
    field_order = ["seen", "category", "reason"]

    def __init__(self, data: Any = None, *, moderator: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["category"].queryset = categories_of(moderator)  # type: ignore[attr-defined]


class NewerPageForm(ToolForm):
    prefix_of_ids = "newer"
    page = forms.TypedChoiceField(
        label=_("Page of the library"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": _("Please choose one of the published pages.")},
    )
    field_order = ["seen", "page", "reason"]

    def __init__(self, data: Any = None, *, first: list[int], **kwargs: Any) -> None:
        """`first` are the numbers of pages about the topic's subject."""
        super().__init__(data, **kwargs)
        pages = {page.pk: page.title for page in kept_pages()}
        near = [(pk, pages[pk]) for pk in first if pk in pages]
        rest = [(pk, title) for pk, title in pages.items() if pk not in first]
        choices: list[Any] = [("", _("No page"))]
        if near:
            choices.append((_("On this subject"), near))
        choices.append((_("All pages, newest first"), rest))
        self.fields["page"].choices = choices  # type: ignore[attr-defined]


class MergeForm(ToolForm):
    """The second step of a merge: both topics are known by now."""

    prefix_of_ids = "merge"
    into = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=MOST, error_messages=INCOMPLETE
    )
    seen_target = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=MOST, error_messages=INCOMPLETE
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("For the log; only moderators read it."),
        error_messages={"required": _("Please say why they are merged.")},
    )


class SplitForm(ToolForm):
    """The posts are chosen by the page's own boxes; see the template."""

    prefix_of_ids = "split"
    title = forms.CharField(
        label=_("Title of the new discussion"),
        max_length=settings.TITLE_MAX,
        error_messages={"required": _("Please give the new discussion a title.")},
    )
    category = forms.ModelChoiceField(
        label=_("Category"),
        queryset=Category.objects.none(),
        error_messages={
            "required": _("Please choose a category."),
            "invalid_choice": _("Please choose one of your categories."),
        },
    )
    and_later = forms.BooleanField(
        label=_("Also every later post of this discussion"),
        required=False,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("For the log; only moderators read it."),
        error_messages={"required": _("Please say why they are split off.")},
    )
    field_order = ["seen", "and_later", "title", "category", "reason"]

    def __init__(self, data: Any = None, *, moderator: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["category"].queryset = categories_of(moderator)  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[int]:
        """The numbers of the posts whose boxes were ticked; anything else is none of ours."""
        sent = self.data.getlist("post") if hasattr(self.data, "getlist") else []
        return [int(number) for number in sent if number.isdecimal() and len(number) <= 18]


def categories_of(moderator: User) -> Any:
    """The categories in which `moderator` may do something."""
    seen = Category.objects.visible_to(moderator).in_order()
    return seen.filter(pk__in=[one.pk for one in seen if moderates(moderator, one)])


def targets(typed: str, moderator: User) -> list[Topic]:
    """Public topics whose title has what was `typed`, newest activity first, at most ten."""
    listed = Topic.objects.listed_for(moderator).titled(typed)
    return list(listed.latest_first().select_related("category")[:10])
