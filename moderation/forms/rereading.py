"""Would you have decided the same?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.models import Decision


class RereadingForm(forms.Form):
    """What a second reader would have decided."""

    number = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=1_000_000_000_000_000_000
    )
    outcome = forms.ChoiceField(
        label=_("What would you have decided?"),
        choices=[
            (Decision.Outcome.PUBLISH, _("Approve")),
            (Decision.Outcome.RETURN, _("Ask for changes")),
            (Decision.Outcome.DECLINE, _("Reject")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what you would have decided.")},
    )
