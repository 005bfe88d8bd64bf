"""What screening says about a form's text, and what its writer answers."""

from dataclasses import replace
from functools import cached_property

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from forum import checks
from forum.checks import Cards, Part, Passage, Reading
from forum.sanitize import Cooked

# The button that takes every safer wording for what may identify a patient.
ALL_PATIENT = "patient"
FILE_NAME_MAX = 255  # characters; no file system takes more


class CheckedFields(forms.Form):
    """Comes back while something in it may identify a patient and nobody said what it is.

    `checked` carries the answer "Not patient details": the token of exactly these findings in
    exactly this text, so a changed text is asked about again. Wording never stops a form.
    """

    # Whether patient details send the form back; a form that is only looked at asks nothing.
    asks_back = True
    # The findings of the text; None where it is not well formed.
    reading: Reading | None = None
    # Those the writer is asked about.
    asked: Reading | None = None
    writing: Cooked
    body_writing: Cooked

    def earlier_reading(self) -> Reading | None:
        """The text that readers see so far: what it has already is not asked about again."""
        return None

    def text_fields(self) -> dict[str, str]:
        """What was typed beside title and body, by form field, in the order of the text."""
        return {}

    def look(self) -> None:
        """Reads what was typed; call it when the text is ready to store."""
        title = str(self.cleaned_data.get("title") or "")
        found = checks.read(self.writing, title=title, file_names=self.image_names)
        asked = found.brought(self.earlier_reading()) if found.findings else found
        if asked.accepts(str(self.data.get("checked", ""))):
            found, asked = replace(found, disputed=True), replace(asked, disputed=True)
        self.reading, self.asked = found, asked
        if self.asks_back and asked.patient and not asked.disputed:
            self.add_error(None, forms.ValidationError(self._sentence(), code="patient"))

    def _sentence(self) -> str:
        return _("This may identify a patient. %(how_many)s Nothing has been posted.") % {
            "how_many": self.cards.sentence
        }

    @property
    def cards(self) -> Cards:
        """What the page says about the findings; nothing for a form that was not sent."""
        reading = self.asked if self.is_bound and self.asked else Reading()
        return Cards(reading, tuple(self.passages), kept=self.kept)

    @property
    def passages(self) -> list[Passage]:
        return checks.passages(self.asked, self._parts) if self.asked else []

    @cached_property
    def _parts(self) -> list[Part]:
        text = self.reading.text if self.reading else ""
        return checks.parts_of(text, self.text_fields(), self.typed_body)

    @property
    def typed_body(self) -> str:
        """The words of the body as they were typed; places in the body count in them."""
        return checks.typed_text(self.body_writing)

    @property
    def kept(self) -> list[str]:
        """The wordings that the writer keeps, by their keys."""
        return self._sent_list("kept")

    @property
    def image_names(self) -> list[str]:
        """What the files of the text's images were called; nobody else sees that."""
        return [name[:FILE_NAME_MAX] for name in self._sent_list("image_name")]

    def _sent_list(self, name: str) -> list[str]:
        return self.data.getlist(name)[:50] if isinstance(self.data, QueryDict) else []

    def with_changes(self, asked_for: str) -> QueryDict:
        """What was typed with safer words in it: of one finding, by its key, or of all patient ones.

        The form comes back with them; it may be one that was not valid.
        """
        typed = QueryDict(mutable=True)
        typed.update(self.data)
        if not self.is_valid() and self.reading is None:
            return typed
        every = asked_for == ALL_PATIENT
        chosen = self.cards.patient if every else [p for p in self.passages if p.key == asked_for]
        for part in {one.part for one in chosen} & {"title", "body", *self.text_fields()}:
            value = str(typed["body"] if part == "body" else self.cleaned_data[part])
            body_format = str(self.cleaned_data.get("body_format", ""))
            typed[part] = checks.changed(part, value, chosen, body_format=body_format)
        return typed
