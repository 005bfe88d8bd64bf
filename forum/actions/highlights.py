"""Which posts a topic names on top: accepted answers first, then recommended posts."""

from django.conf import settings

from forum.models import Topic


def refresh(topic: Topic) -> None:
    """Work out `highlighted` and `accepted_count` anew; the caller holds the topic's lock.

    Accepted answers in the order of acceptance, then posts that a moderator picked or enough
    readers found helpful, in reading order. Published posts only, `HIGHLIGHTS_MAX` at the most.
    The opening post is what they answer and never one of them.
    """
    replies = topic.posts.filter(opens_topic=False)
    accepted = list(replies.accepted().values_list("pk", flat=True))
    recommended = replies.recommended().values_list("pk", flat=True)[: settings.HIGHLIGHTS_MAX]
    # An answer that was also recommended is named once, as the answer.
    named = list(dict.fromkeys([*accepted, *recommended]))[: settings.HIGHLIGHTS_MAX]
    if (named, len(accepted)) == (topic.highlighted, topic.accepted_count):
        return
    topic.highlighted, topic.accepted_count = named, len(accepted)
    topic.save(update_fields=["highlighted", "accepted_count"])
