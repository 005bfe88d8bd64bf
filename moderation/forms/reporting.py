"""A reader's report, and the answer to all reports on one post."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.forms.deciding import ReasonForm
from moderation.models import Decision, Report

INCOMPLETE = _("This form is incomplete. Please open the page again.")


def version_field() -> forms.IntegerField:
    """The version of the text that was read."""
    return forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=1,
        max_value=1_000_000,
        error_messages={"required": INCOMPLETE, "invalid": INCOMPLETE},
    )


class ReportForm(forms.Form):
    """Why a post should be looked at."""

    version = version_field()
    why = forms.ChoiceField(
        label=_("What is the matter?"),
        choices=Report.Why,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose what the matter is."),
            "invalid_choice": _("Please choose what the matter is."),
        },
    )
    note = forms.CharField(
        label=_("Anything a moderator should know"),
        max_length=1000,
        required=False,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Moderators alone read this. Please do not repeat patient details here."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        says_why = cleaned.get("note") or "note" in self.errors
        if cleaned.get("why") == Report.Why.OTHER and not says_why:
            self.add_error("note", _("Please say in a sentence what the matter is."))
        return cleaned


class ReportsForm(ReasonForm):
    """One answer to all reports on a post: names the text and the reports that were read."""

    version = version_field()
    seen = forms.RegexField(
        r"\A[0-9]{1,18}(,[0-9]{1,18})*\Z",
        max_length=20_000,
        widget=forms.HiddenInput,
        error_messages={"required": INCOMPLETE, "invalid": INCOMPLETE},
    )
    outcome = forms.ChoiceField(
        choices=[(value, value) for value in (Decision.Outcome.KEEP, Decision.Outcome.HIDE)],
        error_messages={
            "required": _("Please choose what happens to the post."),
            "invalid_choice": _("Please choose what happens to the post."),
        },
    )
    field_order = ["version", "seen", "outcome", "reason", "message"]

    def clean_seen(self) -> list[int]:
        return [int(number) for number in self.cleaned_data["seen"].split(",")]

    def clean(self) -> dict[str, Any]:
        self.needs_reason = self.cleaned_data.get("outcome") == Decision.Outcome.HIDE
        return super().clean()
