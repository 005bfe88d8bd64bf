"""A member's unfinished text, kept on the server."""

from typing import Any

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.db import models
from django.utils import timezone

from forum.querysets import DraftQuerySet
from forum.sanitize import plain

PREVIEW = 2_000  # characters that a list looks at


class Draft(models.Model):
    """One per member and target: "new", "topic:<id>" or "edit:<post id>".

    `version` grows with each save; a tab names the one it saw, so an older tab never overwrites
    a newer text. `fields` are the form's other fields, as they were typed; of an edit they name
    in `based_on` the text that was changed.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    target = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)
    body = models.TextField(blank=True)
    body_format = models.CharField(max_length=4, default="text")
    fields = models.JSONField(default=dict, blank=True)
    saved_at = models.DateTimeField(default=timezone.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "target"], name="one_draft_per_target"),
        ]
        indexes = [models.Index(fields=["person", "-saved_at"], name="draft_latest")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.target} v{self.version}"

    @property
    def text(self) -> str:
        """The words alone, to be read; the whole of it is in `body`."""
        return self._words(self.body)

    @property
    def beginning(self) -> str:
        """The first of the words, for lists."""
        return self._words(self.body[:PREVIEW])

    def is_based_on(self, version: int, edit_version: int) -> bool:
        """Whether this edit was begun on that version of the post and of the edit that waits.

        One that does not say was begun on a post's first text.
        """
        return bool(self.fields.get("based_on", "1.0") == f"{version}.{edit_version}")

    @property
    def age(self) -> str:
        """How long ago it was saved, in words: "3 minutes ago"."""
        return str(naturaltime(self.saved_at))

    def _words(self, body: str) -> str:
        return plain(body) if self.body_format == "html" else body

    def as_json(self) -> dict[str, Any]:
        """What the composer's script is told."""
        return {
            "version": self.version,
            "body": self.body,
            "body_format": self.body_format,
            "fields": self.fields,
            "text": self.text,
            "saved": self.age,
        }
