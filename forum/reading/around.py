"""What a moderator sees around a waiting post."""

from forum.models import Post
from forum.reading.page import Entry

CONTEXT = 3  # latest posts shown to a moderator above a waiting one


def entries_around(post: Post) -> list[Entry]:
    """The conversation that a waiting post would join: its question and the latest posts."""
    if post.opens_topic:
        return []
    last = post.topic.last_position
    placed = Post.objects.filter(topic=post.topic).with_authors().in_reading_order()
    opening = list(placed.between(1, 1))
    latest = list(placed.between(max(2, last - CONTEXT + 1), last))
    if post.reply_to_id:
        known = {one.pk for one in (*opening, *latest)}
        answered = [one for one in placed.filter(pk=post.reply_to_id) if one.pk not in known]
        latest = answered + latest
    return [Entry(one) for one in (*opening, *latest)]
