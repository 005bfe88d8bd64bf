"""Why a moderator looks at the name behind a label."""

from django import forms
from django.utils.translation import gettext_lazy as _


class OpeningForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you need the name?"),
        max_length=1000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For example: the post speaks of harm to a patient who can still be helped."),
        error_messages={"required": _("Please write down why. Without a reason nothing opens.")},
    )
