"""Fields that several forms share."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from forum.sanitize import INVISIBLE

# A NUL stays, for Django to refuse it by name.
UNSEEN = re.compile(INVISIBLE.pattern.replace("\\x00-", "\\x01-"))


class Line(forms.CharField):
    """One line of text: invisible characters go and spaces are single before it is measured."""

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value) or ""
        return " ".join(UNSEEN.sub("", text.replace("\n", " ")).split())

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not any(character.isalnum() for character in value):
            raise forms.ValidationError(_("Please use letters here."), code="no_letters")


class Title(Line):
    def __init__(self) -> None:
        super().__init__(
            label=_("Title"),
            min_length=settings.TITLE_MIN,
            max_length=settings.TITLE_MAX,
            error_messages={
                "required": _("Please give your topic a title."),
                "min_length": _("Please write a title of at least %(limit_value)s characters."),
                "max_length": _("Please shorten the title to %(limit_value)s characters."),
            },
        )
