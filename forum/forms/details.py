"""The fields of a case and of a practice tip. Only those of the chosen kind are asked for."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.details import AGES, LABELS, LAST_USE, PREGNANCY, SETTINGS, Choice
from forum.forms.fields import Line

# Form field to name in `Post.details`, by kind; the first of each kind are asked for.
FIELDS = {
    "case": {
        "case_question": "question",
        "case_setting": "setting",
        "case_age": "age",
        "case_pregnancy": "pregnancy",
        "case_medication": "medication",
        "case_last_use": "last_use",
        "case_tried": "tried",
        "case_constraints": "constraints",
        "follow_up_on": "follow_up_on",
    },
    "tip": {
        "tip_claim": "claim",
        "tip_applies": "applies",
        "tip_excludes": "excludes",
        "tip_source": "source",
    },
}
ASKED_FOR = {
    "case": {"case_question", "case_setting", "case_age"},
    "tip": set(FIELDS["tip"]),
}


def _line(kind: str, name: str, most: int, *, rows: int = 0, hint: Any = "") -> Line:
    return Line(
        label=LABELS[kind][name],
        max_length=most,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(),
    )


def _select(name: str, choices: Iterable[Choice], empty: Any, hint: Any = "") -> forms.ChoiceField:
    options = [("", empty), *((choice.code, choice.label) for choice in choices)]
    return forms.ChoiceField(label=LABELS["case"][name], choices=options, help_text=hint)


class DetailFields(forms.Form):
    """Fields beside the text, which may then be empty; `said_in_fields()` is ready to store."""

    # Fields of a kind that was not chosen must not stop the browser from sending the form.
    use_required_attribute = False
    # Whether a case or tip may be sent only with its most important fields.
    asks = True

    case_question = _line(
        "case", "question", 300, rows=2, hint=_("First, so that readers know what to look for.")
    )
    case_setting = _select("setting", SETTINGS, _("Choose a setting"))
    case_age = _select("age", AGES, _("Choose an age band"), _("A band, never an age."))
    case_pregnancy = _select("pregnancy", PREGNANCY, _("Not stated"))
    case_medication = _line(
        "case", "medication", 200, hint=_("With dose and how long, for example methadone 40 mg.")
    )
    case_last_use = _select(
        "last_use", LAST_USE, _("Not stated"), _("How long before you saw them, never a date.")
    )
    case_tried = _line("case", "tried", 1000, rows=3)
    case_constraints = _line(
        "case", "constraints", 500, rows=2, hint=_("Pharmacy, insurance, transport, time.")
    )
    follow_up_on = forms.DateField(
        label=_("Ask me what happened on"),
        help_text=_("We remind you then to tell the others."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Please choose a date, for example 2030-01-31.")},
    )
    tip_claim = _line("tip", "claim", 200, hint=_("One claim that a colleague can act on."))
    tip_applies = _line("tip", "applies", 500, rows=2)
    tip_excludes = _line("tip", "excludes", 500, rows=2)
    tip_source = _line(
        "tip", "source", 300, hint=_("A link, a citation, or that it is your own practice.")
    )

    def full_clean(self) -> None:
        """Ask for what the chosen kind needs; the labels keep saying what each kind needs."""
        asked_for = ASKED_FOR.get(self.chosen_kind, set()) if self.asks else set()
        self._ask_for(asked_for)
        self.fields["body"].required = self.chosen_kind not in ASKED_FOR
        super().full_clean()
        self._ask_for(set().union(*ASKED_FOR.values()))

    def _ask_for(self, names: set[str]) -> None:
        for fields in FIELDS.values():
            for name in fields:
                self.fields[name].required = name in names

    def clean_follow_up_on(self) -> date | None:
        day: date | None = self.cleaned_data["follow_up_on"]
        if day is None or self.chosen_kind != "case":
            return None
        today = timezone.localdate()
        if day <= today:
            raise forms.ValidationError(_("Please choose a day that is still to come."))
        if day > today + timedelta(days=settings.FOLLOW_UP_MAX_DAYS):
            raise forms.ValidationError(_("Please choose a day within the next two years."))
        return day

    @property
    def chosen_kind(self) -> str:
        return str(self.data.get("kind", "")) if self.is_bound else ""

    def text_fields(self) -> dict[str, str]:
        """The chosen kind's fields that are typed and not picked, as far as they are filled."""
        return {
            field: str(value)
            for field in FIELDS.get(self.chosen_kind, {})
            if isinstance(self.fields[field], Line) and (value := self.cleaned_data.get(field))
        }

    def said_in_fields(self) -> dict[str, str]:
        """The chosen kind's fields as `Post.details` keeps them, the empty ones left out."""
        kind = self.chosen_kind
        typed = {
            name: str(value)
            for field, name in FIELDS.get(kind, {}).items()
            if (value := self.cleaned_data.get(field))
        }
        return {"kind": kind, **typed} if typed else {}
