"""Which topics have these words?"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import connection, models

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from forum.models import TopicWord  # noqa: F401

# The end of one word's stretch of the index; Django has no spelling for a limit inside a union.
NEWEST = """SELECT * FROM (
    SELECT word, topic_id FROM forum_topicword
    WHERE word = %s ORDER BY topic_id DESC LIMIT %s
) AS newest"""


class TopicWordQuerySet(models.QuerySet["TopicWord"]):
    def newest(self, words: Sequence[str], *, each: int) -> list[tuple[str, int]]:
        """(word, topic) for the `each` newest topics of every word, in one query.

        What it reads is bounded by the arguments alone: a word that every title has costs no
        more than a rare one.
        """
        if not words:
            return []
        parameters = [value for word in words for value in (word, each)]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([NEWEST] * len(words)), parameters)
            return [(word, topic_id) for word, topic_id in cursor.fetchall()]
