"""The words of topics' titles and tags, the other way round: which topics have this word?"""

from django.db import models

from forum.models.topic import Topic
from forum.querysets import TopicWordQuerySet


class TopicWord(models.Model):
    """Written by `forum.similar.index` when a topic is published, renamed or comes back.

    A topic that is not public has none. Its category may be closed to some all the same: whoever
    reads a row asks the topic for that.
    """

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="words")
    word = models.CharField(max_length=30)

    objects = TopicWordQuerySet.as_manager()

    class Meta:
        constraints = [
            # In this order: the newest topics of a word are the end of a stretch of the index.
            models.UniqueConstraint(fields=["word", "topic"], name="one_row_per_topic_word"),
        ]

    def __str__(self) -> str:
        return f"{self.word}: {self.topic_id}"
