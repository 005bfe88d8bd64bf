"""The words of topics' titles and tags, the other way round: which topics have this word?"""

from django.db import models

from forum.models.topic import Topic
from forum.querysets import TopicWordQuerySet


class TopicWord(models.Model):
    """Written when a topic is submitted or renamed, by `forum.similar.index`.

    Says nothing of who may see the topic: whoever reads it asks the topic for that.
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
