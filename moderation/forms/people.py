"""What a moderator notes about a member, or decides about one."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from moderation.models import Sanction

LASTING = (Sanction.Kind.PROBATION, Sanction.Kind.SUSPENSION)


class NoteForm(forms.Form):
    """For moderators alone."""

    text = forms.CharField(
        label=_("Note for moderators"),
        max_length=2000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please write the note first.")},
    )


class SanctionForm(forms.Form):
    """One of the kinds, with the words that the member reads, and how long it lasts.

    `seen` is the latest sanction that the page showed; a newer one makes the form stale.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**18)
    post = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=10**18
    )
    kind = forms.ChoiceField(
        label=_("What is decided"),
        choices=Sanction.Kind,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose what is decided."),
            "invalid_choice": _("Please choose what is decided."),
        },
    )
    days = forms.IntegerField(
        label=_("For how many days"),
        required=False,
        min_value=1,
        max_value=settings.SANCTION_DAYS_MAX,
        help_text=_("Probation and suspension end by themselves. A ban has no end."),
    )
    reason = forms.CharField(
        label=_("Reason, which the member reads"),
        max_length=2000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Please give a reason; the member reads it.")},
    )

    def offer(self, kinds: Collection[str]) -> None:
        """Show these kinds only; what is sent all the same is the action's to refuse."""
        known = [(value, label) for value, label in Sanction.Kind.choices if value in kinds]
        self.fields["kind"].choices = known  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("kind") in LASTING and not cleaned.get("days") and "days" not in self.errors:
            self.add_error("days", _("Please say for how many days."))
        return cleaned


class LiftForm(forms.Form):
    """Takes one sanction back; the member reads why."""

    reason = forms.CharField(
        label=_("Why it is lifted, which the member reads"),
        max_length=1000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Please say why; the member reads it.")},
    )


class AcknowledgeForm(forms.Form):
    """The warnings that the member has read."""

    warning = forms.TypedMultipleChoiceField(coerce=int)

    def __init__(self, *args: Any, warnings: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["warning"].choices = [(pk, pk) for pk in warnings]  # type: ignore[attr-defined]
