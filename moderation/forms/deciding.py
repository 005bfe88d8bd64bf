"""Is this decision well formed?"""

from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.models import Decision
from moderation.wordings import Wording, offered

Outcome = Decision.Outcome
# The button below the reasons; which of the two it is says the choice above them.
REFUSE = "refuse"


class ReasonForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Reason the author will see"),
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        if isinstance(reason, forms.ChoiceField):
            # Asked for when they are drawn or checked: an approval costs no query for them.
            reason.choices = lambda: [(one.code, one.name) for one in self.wordings.values()]

    @cached_property
    def wordings(self) -> dict[str, Wording]:
        """What is offered now, by code."""
        return {one.code: one for one in offered()}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors or not self.needs_reason:
            return cleaned
        reason = cleaned.get("reason")
        if not reason:
            self.add_error("reason", _("Please choose a reason; the author will see it."))
        elif not (cleaned.get("message") or self.wordings[reason].message):
            self.add_error("message", _("Please say in a sentence what the reason is."))
        return cleaned


def version_field() -> forms.IntegerField:
    """Which text was read, so that nobody decides on another one."""
    return forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=1,
        max_value=1_000_000,
        error_messages={"required": _("This form is incomplete. Please open the item again.")},
    )


class RemovalForm(ReasonForm):
    """A published text is taken from the readers; names the version that was read."""

    version = version_field()
    field_order = ["version", "reason", "message"]


class RestoreForm(forms.Form):
    version = version_field()


class DecisionForm(ReasonForm):
    """One of the outcomes, on the version that was read."""

    version = version_field()
    outcome = forms.ChoiceField(
        choices=[(value, value) for value in (*Decision.JUDGEMENTS, REFUSE)],
        error_messages={
            "required": _("Please choose what happens to the post."),
            "invalid_choice": _("Please choose what happens to the post."),
        },
    )
    refusal = forms.ChoiceField(
        label=_("What you decide"),
        choices=[(Outcome.RETURN, _("Ask for changes")), (Outcome.DECLINE, _("Reject"))],
        required=False,
    )
    field_order = ["version", "outcome", "refusal", "reason", "message"]

    def clean_outcome(self) -> str:
        """An edited text comes with its own form."""
        outcome: str = self.cleaned_data["outcome"]
        if outcome == Outcome.EDITED:
            raise forms.ValidationError(_("Please choose what happens to the post."))
        return outcome

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("outcome") == REFUSE:
            refusal = self.cleaned_data.get("refusal")
            if refusal:
                self.cleaned_data["outcome"] = refusal
            elif not self.errors:
                self.add_error("refusal", _("Please choose: ask for changes, or reject."))
        outcome = self.cleaned_data.get("outcome")
        self.needs_reason = outcome in (Outcome.RETURN, Outcome.DECLINE)
        return super().clean()

    @property
    def chosen(self) -> str:
        """Which refusal the page shows as chosen when it comes back."""
        outcome = str(self.data.get("outcome", "")) if self.is_bound else ""
        return outcome if outcome in ("return", "decline") else str(self.data.get("refusal", ""))


class EditDecisionForm(DecisionForm):
    """Accept or decline an edit: names both texts that were compared."""

    base = version_field()
    outcome = forms.ChoiceField(
        choices=[(value, value) for value in (Outcome.PUBLISH, Outcome.DECLINE)],
        error_messages={
            "required": _("Please choose what happens to the edit."),
            "invalid_choice": _("Please choose what happens to the edit."),
        },
    )


class EditedForm(forms.Form):
    """What is said about a text that a moderator changed before publishing it."""

    note = forms.CharField(
        label=_("What you changed"),
        max_length=140,
        help_text=_("Readers and the author see it beside the text."),
        error_messages={
            "required": _("Please say what you changed; readers and the author will see it."),
            "max_length": _("Please shorten this to %(limit_value)s characters."),
        },
    )
    message = forms.CharField(
        label=_("Message to the author"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
