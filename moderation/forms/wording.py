"""Are the words of a reason fit to be read by its author and the public?"""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

BRACES = re.compile(r"\{([^{}]*)\}")
KNOWN = ("name", "topic", "rule", "passages")


class WordingForm(forms.Form):
    """One wording; names the version it was begun with."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)
    name = forms.CharField(
        label=_("Name, for moderators"),
        max_length=80,
        error_messages={"required": _("Please give the reason a name.")},
    )
    public = forms.CharField(
        label=_("Reason readers see"),
        max_length=200,
        help_text=_("Completes “Reason: …”. Begin with a small letter, without a full stop."),
        error_messages={"required": _("Please say what readers are told.")},
    )
    message = forms.CharField(
        label=_("Message to the author"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "{name} becomes the author's name, {topic} the title, {rule} the rule below and"
            " {passages} how many passages are marked. Left empty, the moderator must write it."
        ),
    )
    rule = forms.CharField(
        label=_("Rule it rests on"),
        max_length=200,
        required=False,
        help_text=_("As the rules of the community put it."),
    )

    def clean_message(self) -> str:
        message: str = self.cleaned_data["message"]
        unknown = [word for word in BRACES.findall(message) if word not in KNOWN]
        if unknown:
            raise forms.ValidationError(
                _("{%(word)s} stands for nothing. Please use %(known)s."),
                params={
                    "word": unknown[0],
                    "known": ", ".join(f"{{{word}}}" for word in KNOWN),
                },
            )
        return message

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "{rule}" in cleaned.get("message", "") and not cleaned.get("rule"):
            self.add_error("rule", _("The message names {rule}, so please say which rule it is."))
        return cleaned
