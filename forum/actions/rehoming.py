"""Posts go to live in another topic: what a merge and a split have in common."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.html import linebreaks

from forum.actions import counting
from forum.models import Category, Draft, GuestFollow, Post, Topic
from forum.querysets import PostQuerySet

TRIES = 10
BATCH = 500  # rows written by one statement
# Without the texts, which a topic of ten thousand posts should not bring into memory.
TEXTS = ("body_source", "body_html", "body_text", "details", "cards", "screening")


class Busy(Exception):
    """People write into the topic faster than it can be held still."""


class _Overrun(Exception):
    """A post came while we waited for its topic."""


@dataclass(frozen=True)
class Held:
    """Topics by number, and their posts that go with them, all under lock."""

    topics: dict[int, Topic]
    posts: list[Post]


def hold(topic_ids: Iterable[int], posts: Callable[[], PostQuerySet]) -> Held:
    """Lock what `posts` finds and then the topics, both in ascending order.

    A post that came while we waited for the topics would be locked out of order, so all is let
    go and taken again. Raises Topic.DoesNotExist, and Busy after `TRIES` times. Runs in the
    caller's transaction.
    """
    wanted = sorted(set(topic_ids))
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                return _hold(wanted, posts)
        except _Overrun:
            continue
    raise Busy


def _hold(wanted: list[int], posts: Callable[[], PostQuerySet]) -> Held:
    rows = posts().select_related("peer__person").defer(*TEXTS).order_by("pk")
    found = list(rows.select_for_update(of=("self",), no_key=True))
    topics = {pk: Topic.objects.select_related("category").locked(pk) for pk in wanted}
    for topic in topics.values():
        topic.holds_lock = True
    if set(posts().values_list("pk", flat=True)) != {post.pk for post in found}:
        raise _Overrun
    for post in found:
        if post.topic_id in topics:
            post.topic = topics[post.topic_id]
    return Held(topics, found)


def place(posts: Sequence[Post], topic: Topic) -> None:
    """Give `posts` the next places of `topic`, in the order in which they come.

    Saves the posts; saving the topic is the caller's.
    """
    for post in posts:
        post.topic = topic
        post.position = topic.take_position()
    Post.objects.bulk_update(posts, ["topic", "position"], batch_size=BATCH)


def follow_along(posts: Iterable[Post], topic: Topic) -> None:
    """Guests who follow through the receipt of one of `posts` follow `topic` from now on."""
    numbers = [post.pk for post in posts if post.guest_name]
    if numbers:
        follows = GuestFollow.objects.filter(receipt__post__in=numbers)
        # They are told of what comes from now on, by the places of the new topic.
        follows.update(topic=topic, told_until=topic.last_position)


def count_between(
    losing: Category, gaining: Category, *, topics: tuple[int, int], posts: int
) -> None:
    """Take `posts` from one category's count to the other's, and add to the topics of each.

    The rows are locked in ascending order until the commit.
    """
    changes = [(losing.pk, topics[0], -posts), (gaining.pk, topics[1], posts)]
    for category_id, more_topics, more_posts in sorted(changes):
        counting.add_to_category(category_id, topics=more_topics, posts=more_posts)


def count_of(posts: Iterable[Post]) -> tuple[int, int]:
    """How many of `posts` are published, and how many readers found these helpful."""
    published = [post for post in posts if post.is_published]
    return len(published), sum(post.reaction_counts.get("helpful", 0) for post in published)


def move_drafts(source: Topic, target: Topic) -> None:
    """Unfinished replies to `source` become replies to `target`.

    Whoever has one for both gets one text of the two, so that nothing typed is lost.
    """
    drafts = Draft.objects.for_target(f"topic:{source.pk}").select_for_update(no_key=True)
    there = Draft.objects.for_target(f"topic:{target.pk}").select_for_update(no_key=True)
    known = {draft.person_id: draft for draft in there.order_by("pk")}
    for draft in drafts.order_by("pk"):
        kept = known.get(draft.person_id)
        if kept is None:
            draft.target = f"topic:{target.pk}"
            draft.save(update_fields=["target"])
            continue
        _join(kept, draft)
        draft.delete()


def _join(kept: Draft, other: Draft) -> None:
    """`other` below `kept`, as a new version; an older tab does not overwrite it."""
    if kept.body_format == other.body_format == "text":
        kept.body = f"{kept.body}\n\n{other.body}"
    else:
        kept.body = "".join(
            draft.body if draft.body_format == "html" else linebreaks(draft.body, autoescape=True)
            for draft in (kept, other)
        )
        kept.body_format = "html"
    kept.version += 1
    kept.saved_at = timezone.now()
    kept.save(update_fields=["body", "body_format", "version", "saved_at"])
