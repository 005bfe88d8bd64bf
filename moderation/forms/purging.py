"""Is somebody sure that a text should be gone for good?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.forms.deciding import ReasonForm
from moderation.forms.reporting import version_field

WORD = _("erase")


class PurgeForm(ReasonForm):
    """A reason, and a word typed by hand: nothing brings the text back."""

    version = version_field()
    confirmation = forms.CharField(
        label=_("Type “erase” to confirm"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Please type the word, so that nothing is erased by a slip.")
        },
    )
    field_order = ["version", "reason", "message", "confirmation"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["message"].help_text = _(
            "Please do not repeat what is to be erased. Left empty, the author reads the standard"
            " words of the reason."
        )

    def clean_confirmation(self) -> str:
        typed: str = self.cleaned_data["confirmation"].strip().strip("“”\"'").casefold()
        if typed != str(WORD).casefold():
            raise forms.ValidationError(
                _("This is not the word. Please type “erase”, or leave the text as it is.")
            )
        return typed
