"""The words by which a member is found while somebody types "@"."""

from django.conf import settings
from django.db import models

from accounts.querysets import NameWordQuerySet


class NameWord(models.Model):
    """A word of a member's name, or their handle, folded by `accounts.names.search_words`.

    Written with every save of the names; people who are not active have none.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="name_words")
    word = models.CharField(max_length=60)

    objects = NameWordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "word"], name="one_row_per_name_word"),
        ]
        indexes = [
            # The operator class lets PostgreSQL find beginnings; other databases ignore it.
            models.Index(
                fields=["word", "person"],
                name="name_word_beginning",
                opclasses=["varchar_pattern_ops", "int8_ops"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.word}: {self.person_id}"
