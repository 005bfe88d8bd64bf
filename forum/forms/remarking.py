"""What an author says to the moderators."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AnswerForm(forms.Form):
    """An answer about a text that waits or was sent back."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Moderators alone read it. Leave out whatever could identify a patient."),
        error_messages={"required": _("Please write a sentence first.")},
    )


class AppealForm(forms.Form):
    """Why another moderator should look at a refusal again."""

    text = forms.CharField(
        label=_("Why should it be published?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Another moderator reads this with your text. You can ask once."),
        error_messages={"required": _("Please say why, in a sentence.")},
    )
