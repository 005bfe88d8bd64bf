"""One discussion goes on in another."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from forum import quotations, similar
from forum.actions import announcing, anonymity, counting, highlights, rehoming
from forum.models import Follow, GuestFollow, PendingEdit, Post, ReadMark, Topic
from forum.querysets import PostQuerySet

ANSWERED = (Topic.Kind.QUESTION, Topic.Kind.CASE)  # kinds that have accepted answers


@dataclass(frozen=True)
class Merged:
    """What went along: how many posts readers see, and the numbers of those that wait."""

    count: int
    waiting: list[int]


def hold(source_id: int, target_id: int) -> rehoming.Held:
    """Both topics and all posts of the first under lock; see `rehoming.hold`."""

    def posts() -> PostQuerySet:
        return Post.objects.filter(topic=source_id)

    return rehoming.hold([source_id, target_id], posts)


def merge(
    held: rehoming.Held, source: Topic, target: Topic, *, now: datetime | None = None
) -> Merged:
    """Put every post of `source` behind those of `target`; two public topics under lock.

    Posts keep their numbers, so every lasting address leads to the new place; `source` stays as
    the row that its old addresses are led by. What waits goes along, and so do drafts, follows
    and read marks. Nobody is told anew of a post.
    """
    now = now or timezone.now()
    opening = next(post for post in held.posts if post.opens_topic)
    counted, helpful = rehoming.count_of(held.posts)
    offset = target.last_position
    _move_posts(held.posts, opening, source, target, offset)
    # That posts went from one to the other is no news in the topic that has them both.
    told = [event for event in target.events if event.get("topic") != source.pk]
    came = [event for event in source.events if event.get("topic") != target.pk]
    target.events = [
        *told,
        *({**event, "after": event["after"] + offset} for event in came),
        {
            "what": "merge",
            "after": offset,
            "topic": source.pk,
            "post": opening.pk,
            "title": source.title,
            "count": counted,
            "at": now.isoformat(),
        },
    ]
    _move_readers(source, target, offset)
    _close(source, target)
    target.last_position = offset + source.last_position
    target.reply_count += counted
    target.helpful_count += helpful
    target.save(update_fields=["events", "helpful_count"])
    counting.refresh_last(target)
    rehoming.count_between(source.category, target.category, topics=(-1, 0), posts=counted)
    highlights.refresh(target)
    quotations.merge(source, target)
    announcing.tell_new_home(target)
    return Merged(counted, [post.pk for post in held.posts if waits(post)])


def waits(post: Post) -> bool:
    """Whether somebody may still decide to publish it."""
    return post.state in (Post.State.PENDING, Post.State.RETURNED, Post.State.DECLINED)


# --- parts ------------------------------------------------------------------------------------


def _move_posts(
    posts: list[Post], opening: Post, source: Topic, target: Topic, offset: int
) -> None:
    """In two statements, whatever their number; `source` keeps its places, shifted by `offset`."""
    opening.opens_topic = False
    opening.save(update_fields=["opens_topic"])
    # Its title went into the line above it; what waits must not bring another one.
    PendingEdit.objects.filter(post=opening).pending().update(title="")
    moved = Post.objects.filter(topic=source)
    if target.kind not in ANSWERED:
        moved.update(accepted_at=None, accepted_by=None)
    moved.update(topic=target, position=F("position") + offset)
    for post in posts:
        post.topic = target
    anonymity.move_labels([post for post in posts if post.is_anonymous], target)


def _move_readers(source: Topic, target: Topic, offset: int) -> None:
    """What members did with `source` counts for `target`, as far as it says nothing else there."""
    here = Follow.objects.filter(topic=source)
    there = Follow.objects.filter(topic=target).values("person")
    here.filter(level=Follow.Level.ALL).exclude(person__in=there).update(topic=target)
    # Whoever muted the one did not mute the other.
    here.delete()
    # What came behind is no news for guests who had heard of everything.
    told = GuestFollow.objects.filter(topic=target, told_until__gte=offset)
    told.update(told_until=offset + source.last_position)
    follows = GuestFollow.objects.filter(topic=source)
    follows.update(topic=target, told_until=F("told_until") + offset)
    # Who had read all of `target` has read as much of what came behind it as of `source`. A mark
    # further up stays: it would jump over what they have not seen.
    marks = ReadMark.objects.filter(topic=source)
    mine = marks.filter(person=OuterRef("person")).values("position")
    ReadMark.objects.filter(
        topic=target, position__gte=offset, person__in=marks.values("person")
    ).update(position=offset + Subquery(mine[:1]))
    marks.delete()
    rehoming.move_drafts(source, target)


def _close(source: Topic, target: Topic) -> None:
    """`source` is left without posts; whoever asks for it is led to `target`."""
    # Chains are resolved here, so that a reader is led there in one step.
    Topic.objects.filter(merged_into=source).update(merged_into=target)
    source.is_public = source.is_pinned = False
    source.merged_into = target
    source.events, source.highlighted, source.similar = [], [], []
    source.last_post, source.reply_count = None, 0
    source.accepted_count = source.helpful_count = 0
    source.save()
    similar.index(source)
