"""Who a new member says they are."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.user import type_of_handle
from accounts.names import malformed, refusal, skeleton

TAKEN = _("This name is taken or too close to another one. Please choose a different name.")


def clean_name(value: str) -> str:
    """`value` as a single spaced line in one spelling; raises ValidationError with a sentence."""
    if sentence := refusal(value):
        raise forms.ValidationError(sentence)
    name = " ".join(unicodedata.normalize("NFC", value).split())
    if User.objects.looking_like(skeleton(name)).exists():
        raise forms.ValidationError(TAKEN, code="confusable")
    return name


class ProfileFields(forms.Form):
    """allauth puts these before its own sign-up fields."""

    field_order = ["display_name", "handle", "email", "password1", "credentials", "specialty"]

    display_name = forms.CharField(
        label=_("Your name"),
        max_length=60,
        help_text=_("Shown next to what you write."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    handle = forms.CharField(
        label=_("Handle"),
        max_length=30,
        required=False,
        help_text=_(
            "How others mention you, as in @handle. Left empty, we make it from your name."
        ),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    credentials = forms.CharField(
        label=_("Credentials"),
        max_length=40,
        required=False,
        help_text=_("For example MD, NP or PharmD. They are shown as you write them."),
        widget=forms.TextInput(attrs={"autocomplete": "honorific-suffix"}),
    )
    specialty = forms.CharField(label=_("Specialty"), max_length=80, required=False)

    def clean_display_name(self) -> str:
        return clean_name(self.cleaned_data["display_name"])

    def clean_handle(self) -> str:
        handle = self.cleaned_data["handle"].lower()
        if not handle:
            return ""
        type_of_handle(handle)
        return clean_name(handle)

    def clean_credentials(self) -> str:
        credentials: str = self.cleaned_data["credentials"]
        if credentials and (sentence := refusal(credentials.replace("/", " "))):
            raise forms.ValidationError(sentence)
        return credentials

    def clean_specialty(self) -> str:
        specialty: str = self.cleaned_data["specialty"]
        if specialty and (sentence := malformed(specialty.replace("/", " "))):
            raise forms.ValidationError(sentence)
        return specialty

    def signup(self, request: Any, user: User) -> None:
        """Nothing is left to do: the adapter has set the profile before the first save."""
