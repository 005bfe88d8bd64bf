"""What a member asks to hear of, and how."""

from dataclasses import dataclass
from typing import Any

from django import forms

from accounts.models import User
from forum.actions.following import NONE
from forum.models import Follow, NoticeKind, NoticeSetting


class FollowForm(forms.Form):
    """Drawn by `forum/_follow.html`; the number may be anything that fits a key."""

    what = forms.ChoiceField(choices=[(one, one) for one in ("topic", "category", "tag")])
    id = forms.IntegerField(min_value=1, max_value=10**18 - 1)
    level = forms.ChoiceField(choices=[*Follow.Level.choices, (NONE, NONE)])

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("what") == "topic" and cleaned.get("level") == Follow.Level.TOPICS:
            self.add_error("level", "A topic has no new topics.")
        return cleaned


@dataclass(frozen=True)
class Cell:
    """One way that may be chosen."""

    way: str
    words: str
    chosen: bool


class NoticeWaysForm(forms.Form):
    """One choice per kind of notice, as a row of the table that `rows` gives to the template."""

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = NoticeSetting.objects.of(person).ways()
        for kind in NoticeKind:
            choices = list(NoticeSetting.Way.choices)
            if kind == NoticeKind.DECISION:
                # Its mail comes from the moderators and is sent in any case.
                choices = [one for one in choices if one[0] != NoticeSetting.Way.MAIL]
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label,
                choices=choices,
                initial=ways.get((person.pk, kind.value), NoticeSetting.DEFAULT[kind]),
                widget=forms.RadioSelect,
            )

    def rows(self) -> list[tuple[forms.BoundField, list[Cell | None]]]:
        """Each kind with its cells in the order of the ways; None where there is no choice."""
        rows = []
        for field in self:
            offered = {option.data["value"] for option in field}
            cells = [
                Cell(way.value, str(way.label), chosen=field.value() == way.value)
                if way.value in offered
                else None
                for way in NoticeSetting.Way
            ]
            rows.append((field, cells))
        return rows
