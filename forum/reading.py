"""What a topic's page says between its posts."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils.translation import ngettext

from forum.models import Post, Topic

CONTEXT = 3  # latest posts shown to a moderator above a waiting one


@dataclass(frozen=True)
class Entry:
    """One post of the page, and the words for a long silence before it ("" for none)."""

    post: Post
    gap: str = ""
    advice_may_be_old: bool = False


def entries_of_page(topic: Topic, number: int) -> list[Entry]:
    """The posts of page `number` in reading order, tombstones among them. One query.

    The post before the page is read too, so that a silence between two pages is named.
    """
    size = settings.POSTS_PER_PAGE
    first = (number - 1) * size + 1
    rows = list(
        Post.objects.filter(topic=topic)
        .between(first - 1, first + size - 1)
        .with_authors()
        .in_reading_order()
    )
    entries: list[Entry] = []
    before: Post | None = None
    for post in rows:
        silence = _silence(before, post)
        if post.position is not None and post.position >= first:
            entries.append(
                Entry(post, gap_in_words(silence), advice_may_be_old=silence.days >= 365)
            )
        before = post
    return entries


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


def _silence(before: Post | None, post: Post) -> timedelta:
    if before is None or before.published_at is None or post.published_at is None:
        return timedelta(0)
    return post.published_at - before.published_at


def gap_in_words(silence: timedelta) -> str:
    """ "7 months later" for a silence of `TIME_GAP_DAYS` or more, else ""."""
    days = silence.days
    if days < settings.TIME_GAP_DAYS:
        return ""
    if days >= 365:
        years = days // 365
        return ngettext("%(n)s year later", "%(n)s years later", years) % {"n": years}
    months = max(1, round(days / 30.44))
    return ngettext("%(n)s month later", "%(n)s months later", months) % {"n": months}
