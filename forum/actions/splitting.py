"""Replies that are about something else become a discussion of their own."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from forum import quotations, similar
from forum.actions import announcing, anonymity, counting, highlights, rehoming, relating
from forum.actions.merging import waits
from forum.models import Category, Follow, PendingEdit, Post, ReadMark, Topic
from forum.querysets import PostQuerySet


@dataclass(frozen=True)
class Split:
    """The new topic, how many posts readers see in it, and the numbers of those that wait."""

    topic: Topic
    count: int
    waiting: list[int]


def hold(source_id: int, chosen: Collection[int]) -> rehoming.Held:
    """The topic, the `chosen` posts of it and what answers them under lock."""

    def posts() -> PostQuerySet:
        wanted = Q(pk__in=chosen) | Q(reply_to__in=chosen)
        return Post.objects.filter(wanted, topic=source_id)

    return rehoming.hold([source_id], posts)


def split(
    held: rehoming.Held,
    source: Topic,
    moved: list[Post],
    *,
    title: str,
    category: Category,
    now: datetime | None = None,
) -> Split:
    """Make `moved`, placed replies of `source` in reading order, a public topic in `category`.

    The first, which is published, opens it. Posts keep their numbers, so every lasting address
    leads to the new place; their old places stay empty. Replies to them that wait go along.
    Nobody is told anew of a post. The caller holds the locks.
    """
    now = now or timezone.now()
    chosen = {post.pk for post in moved}
    along = [post for post in held.posts if post.position is None and post.reply_to_id in chosen]
    places = [post.position or 0 for post in moved]
    counted, helpful = rehoming.count_of(moved)
    topic = _open(source, moved[0], title, category)
    _move_posts(source, topic, moved, along)
    _move_events(source, topic, moved, places, counted, now)
    _move_readers(source, topic, moved, places)
    topic.reply_count = counted - 1
    topic.helpful_count = helpful
    topic.save(update_fields=["helpful_count", "events", "author", "guest_name", "peer_label"])
    counting.refresh_last(topic)
    source.reply_count -= counted
    source.helpful_count -= helpful
    source.save(update_fields=["helpful_count", "events"])
    counting.refresh_last(source)
    rehoming.count_between(source.category, category, topics=(0, 1), posts=counted)
    highlights.refresh(source)
    highlights.refresh(topic)
    similar.index(topic)
    relating.find_similar_soon(topic)
    quotations.split(source, topic)
    announcing.tell_new_home(topic)
    return Split(topic, counted, [post.pk for post in along if waits(post)])


# --- parts ------------------------------------------------------------------------------------


def _open(source: Topic, opening: Post, title: str, category: Category) -> Topic:
    """The row of the new topic, which has no posts yet; its subjects are those of `source`."""
    since = opening.published_at or timezone.now()
    topic = Topic.objects.create(
        category=category,
        title=title,
        kind=Topic.Kind.DISCUSSION,
        tag_line=source.tag_line,
        is_public=True,
        created_at=since,
        last_activity_at=since,
    )
    topic.tags.set(source.tags.all())
    topic.holds_lock = True
    return topic


def _move_posts(source: Topic, topic: Topic, moved: list[Post], along: list[Post]) -> None:
    opening = moved[0]
    rehoming.place(moved, topic)
    Post.objects.filter(pk__in=[post.pk for post in along]).update(topic=topic)
    for post in along:
        post.topic = topic
    anonymity.move_labels([post for post in (*moved, *along) if post.is_anonymous], topic)
    opening.opens_topic, opening.reply_to = True, None
    opening.save(update_fields=["opens_topic", "reply_to"])
    topic.author, topic.guest_name = opening.author, opening.guest_name
    topic.peer_label = opening.peer_label
    PendingEdit.objects.filter(post=opening).pending().update(title=topic.title)
    here = Post.objects.filter(topic=topic)
    # They answered what was asked there.
    here.exclude(accepted_at=None).update(accepted_at=None, accepted_by=None)
    # "In reply to" would name people and places of the other discussion.
    here.filter(reply_to__topic=source).update(reply_to=None)
    Post.objects.filter(topic=source, reply_to__topic=topic).update(reply_to=None)
    rehoming.follow_along([*moved, *along], topic)


def _move_events(
    source: Topic,
    topic: Topic,
    moved: list[Post],
    places: list[int],
    counted: int,
    now: datetime,
) -> None:
    """Each topic says in a line where the other one is; a line above a moved post goes with it."""
    new = {post.pk: post.position or 1 for post in moved}
    at = now.isoformat()
    topic.events = [
        {"what": "split_from", "after": 0, "topic": source.pk, "count": counted, "at": at},
        *(
            {**event, "after": new[event["post"]] - 1}
            for event in source.events
            if event.get("post") in new
        ),
    ]
    source.events = [
        *(event for event in source.events if event.get("post") not in new),
        {
            "what": "split",
            "after": places[0] - 1,
            "topic": topic.pk,
            "count": counted,
            "at": at,
        },
    ]


def _move_readers(source: Topic, topic: Topic, moved: list[Post], places: list[int]) -> None:
    """What members read there they have read here; authors who follow there follow here too."""
    marks = ReadMark.objects.filter(topic=source, position__gte=places[0])
    read = [
        ReadMark(
            person_id=person,
            topic=topic,
            position=sum(place <= position for place in places),
            read_at=at,
        )
        for person, position, at in marks.values_list("person", "position", "read_at")
    ]
    ReadMark.objects.bulk_create(read, batch_size=rehoming.BATCH)
    writers = {post.writer_id for post in moved} - {None}
    follows = Follow.objects.filter(topic=source, person__in=writers, level=Follow.Level.ALL)
    Follow.objects.bulk_create(
        Follow(person_id=person, topic=topic, level=Follow.Level.ALL)
        for person in follows.values_list("person", flat=True)
    )
