"""Is this question, or this answer, well formed?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.forms.deciding import version_field


class OpinionForm(forms.Form):
    """A question to the other moderators, or the answer to one."""

    version = version_field()
    text = forms.CharField(
        label=_("What you want to know"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please write a sentence.")},
    )


class RemarkForm(forms.Form):
    text = forms.CharField(
        label=_("Write to the author"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Signed “Open Rounds moderators”. Please do not repeat patient details."),
        error_messages={"required": _("Please write a sentence first.")},
    )
