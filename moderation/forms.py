"""Is this decision well formed?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.models import Decision
from moderation.reasons import BY_CODE, CHOICES


class ReasonForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Reason the author will see"),
        choices=CHOICES,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Please choose one of the reasons.")},
    )
    message = forms.CharField(
        label=_("Message to the author"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Left empty, the author reads the standard words of the reason."),
    )
    needs_reason = True

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors or not self.needs_reason:
            return cleaned
        reason = cleaned.get("reason")
        if not reason:
            self.add_error("reason", _("Please choose a reason; the author will see it."))
        elif not (cleaned.get("message") or BY_CODE[reason].message):
            self.add_error("message", _("Please say in a sentence what the reason is."))
        return cleaned


class DecisionForm(ReasonForm):
    """One of the three outcomes, on the version that was read."""

    version = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=1,
        max_value=1_000_000,
        error_messages={"required": _("This form is incomplete. Please open the item again.")},
    )
    outcome = forms.ChoiceField(
        choices=[(value, value) for value in Decision.JUDGEMENTS],
        error_messages={
            "required": _("Please choose what happens to the post."),
            "invalid_choice": _("Please choose what happens to the post."),
        },
    )
    field_order = ["version", "outcome", "reason", "message"]

    def clean(self) -> dict[str, Any]:
        self.needs_reason = self.cleaned_data.get("outcome") in (
            Decision.Outcome.RETURN,
            Decision.Outcome.DECLINE,
        )
        return super().clean()


class EditDecisionForm(DecisionForm):
    """Accept or decline an edit: names both texts that were compared."""

    base = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=1,
        max_value=1_000_000,
        error_messages={"required": _("This form is incomplete. Please open the item again.")},
    )
    outcome = forms.ChoiceField(
        choices=[(value, value) for value in (Decision.Outcome.PUBLISH, Decision.Outcome.DECLINE)],
        error_messages={
            "required": _("Please choose what happens to the edit."),
            "invalid_choice": _("Please choose what happens to the edit."),
        },
    )
