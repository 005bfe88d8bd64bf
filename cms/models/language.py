"""Wordings that colleagues would change, and what to write instead. Editors own the list."""

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin

from cms.querysets import LanguageEntryQuerySet

# Letters and digits with apostrophes, hyphens and blanks between them: no expression of any kind.
PLAIN_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*(?:[ -][^\W_]+(?:['’][^\W_]+)*)*")
LINES_MAX = 40
LINE_MAX = 80  # characters


def lines_of(text: str) -> list[str]:
    """The lines of a field that takes one thing per line, without blanks around them."""
    return [line for line in (" ".join(part.split()) for part in text.splitlines()) if line]


def plain_words(text: str) -> None:
    """Refuse whatever is not one wording per line, in plain words."""
    for line in lines_of(text):
        if len(line) > LINE_MAX:
            raise ValidationError(
                _("“%(line)s…” is too long; a line has at most %(limit)s characters."),
                params={"line": line[:30], "limit": LINE_MAX},
            )
        if not PLAIN_WORDS.fullmatch(line):
            raise ValidationError(
                _(
                    "“%(line)s” is more than plain words. Use letters, digits, hyphens and apostrophes."
                ),
                params={"line": line},
            )


def few_lines(text: str) -> None:
    """Refuse more lines than anybody oversees."""
    if len(lines_of(text)) > LINES_MAX:
        raise ValidationError(_("Use at most %(limit)s lines."), params={"limit": LINES_MAX})


class LanguageEntry(PreviewableMixin, DraftStateMixin, RevisionMixin, models.Model):
    """Some wordings that share a reason and the words to use instead.

    Published entries act in every process within a minute; a draft acts nowhere.
    """

    class Severity(models.TextChoices):
        INFO = "info", _("A choice: explain, and leave it to the writer")
        WARN = "warn", _("Usually change")
        STRONG = "strong", _("Change in the library; advise in posts")
        BLOCK = "block", _("A slur: a post with it waits for a moderator")

    name = models.CharField(
        _("name"), max_length=80, help_text=_("For the list of entries. Nobody else sees it.")
    )
    patterns = models.TextField(
        _("wordings"),
        validators=[plain_words, few_lines],
        help_text=_(
            "One per line, in plain words. Capitals do not matter, and the plural is found by "
            "itself. An abbreviation in capitals is found only in capitals."
        ),
    )
    suggestions = models.TextField(
        _("words to use instead"),
        validators=[few_lines],
        help_text=_(
            "One per line; one press puts the first in the place of the wording, so it should fit "
            "there. Words in brackets at the end say when to use it and are left out, as in "
            "“negative (for a test)”."
        ),
    )
    why = models.CharField(
        _("reason"), max_length=300, help_text=_("One sentence the writer reads. It never scolds.")
    )
    severity = models.CharField(_("weight"), max_length=6, choices=Severity, default=Severity.INFO)
    about_people = models.BooleanField(
        _("only about people and tests"),
        default=False,
        help_text=_("For words such as “clean”, which are fine for needles, rooms and data."),
    )
    except_phrases = models.TextField(
        _("phrases that are fine"),
        blank=True,
        validators=[plain_words],
        help_text=_("One per line, in plain words, each with the wording in it: “clean needle”."),
    )
    exceptions = models.TextField(
        _("notes on exceptions"),
        blank=True,
        help_text=_(
            "For editors. Quotations, names of organizations, titles, codes and what people call "
            "themselves are left alone in any case."
        ),
    )
    source = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("Short names of sources, with commas.")
    )

    objects = LanguageEntryQuerySet.as_manager()

    panels = [
        FieldPanel("name"),
        FieldPanel("patterns"),
        FieldPanel("suggestions"),
        FieldPanel("why"),
        FieldRowPanel([FieldPanel("severity"), FieldPanel("about_people")]),
        MultiFieldPanel(
            [FieldPanel("except_phrases"), FieldPanel("exceptions")], heading=_("Exceptions")
        ),
        FieldPanel("source"),
    ]

    class Meta:
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")

    def __str__(self) -> str:
        return self.name

    @property
    def pattern_lines(self) -> list[str]:
        return lines_of(self.patterns)

    @property
    def suggestion_lines(self) -> list[str]:
        return lines_of(self.suggestions)

    @property
    def except_lines(self) -> list[str]:
        return lines_of(self.except_phrases)

    @staticmethod
    def version_of(entries: "Iterable[LanguageEntry]") -> str:
        """A stamp that changes with any word that `entries` act by."""
        digest = sha256()
        for one in entries:
            acts_by = (one.patterns, one.suggestions, one.why, one.severity, one.except_phrases)
            digest.update(repr((*acts_by, one.about_people)).encode())
        return digest.hexdigest()[:16]

    def clean(self) -> None:
        """The first suggestion goes into texts, so it must be more than a hint in brackets."""
        super().clean()
        if self.suggestions and not any(_ready(line) for line in self.suggestion_lines):
            raise ValidationError(
                {"suggestions": _("Give at least one suggestion outside brackets.")}
            )

    # --- preview -----------------------------------------------------------------------------

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "cms/language_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        offered = [ready for line in self.suggestion_lines if (ready := _ready(line))]
        offers = [(wording, offered) for wording in self.pattern_lines]
        context = super().get_preview_context(request, mode_name)
        return context | {"entry": self, "offers": offers}


def _ready(suggestion: str) -> str:
    return re.sub(r"\s*\([^()]*\)", "", suggestion).strip()
