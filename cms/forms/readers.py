"""What a reader gives back to the library."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class HelpfulForm(forms.Form):
    """ "Was this page helpful?" `website` is for machines: people do not see it."""

    helpful = forms.ChoiceField(
        label=_("Was this page helpful?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose yes or no.")},
    )
    reason = forms.CharField(
        label=_("What helped, or what was missing?"),
        help_text=_("Only the editors read this. No details about patients, please."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    @property
    def by_machine(self) -> bool:
        return bool(self.data.get("website"))

    def answer(self) -> dict[str, Any]:
        """What was said, ready to be kept."""
        said = self.cleaned_data
        return {"helpful": said["helpful"] == "yes", "reason": said["reason"].strip()}


class SuggestionForm(forms.Form):
    """A change that a member proposes."""

    passage = forms.CharField(
        label=_("The passage you mean"),
        help_text=_("Copy it from the page, or leave it empty for the whole page."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    proposal = forms.CharField(
        label=_("What should change, and why"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Please say what should change.")},
    )
    source = forms.CharField(
        label=_("Source"),
        help_text=_("A DOI, a web address or a citation, if there is one."),
        max_length=400,
        required=False,
    )


class ReasonForm(forms.Form):
    """Why a suggestion is not taken; the member reads it."""

    answer = forms.CharField(
        label=_("Why not"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please tell the member why.")},
    )
