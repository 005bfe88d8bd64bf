"""What a reviewer declares when they sign a text or ask for changes."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput


class SigningForm(forms.Form):
    """The declaration that goes into a sign-off."""

    conflict = forms.ChoiceField(
        label=_("Conflict of interest"),
        choices=[
            ("none", _("I have no conflict of interest in this subject.")),
            ("some", _("I have the interests named below.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you have a conflict of interest.")},
        help_text=_(
            "You sign the text as it was last saved. It goes live with your name and today's date."
        ),
    )
    interests = forms.CharField(
        label=_("Your interests"),
        max_length=600,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Money or ties that touch this subject."),
    )
    comment = forms.CharField(
        label=_("Comment for the editors"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    next_review = forms.DateField(
        label=_("Next review by"),
        required=False,
        widget=AdminDateInput,
        help_text=_("Left empty, it is counted from the months set on the page."),
    )

    def clean_next_review(self) -> date | None:
        day: date | None = self.cleaned_data["next_review"]
        if day is not None and day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day after today."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("conflict") == "some" and not cleaned.get("interests"):
            self.add_error("interests", _("Name the interests you have."))
        return cleaned


class ChangesForm(forms.Form):
    """What must change before the text can go on."""

    comment = forms.CharField(
        label=_("What should change"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Say what should change.")},
    )
