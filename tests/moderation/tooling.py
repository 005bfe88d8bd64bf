"""Using a moderator's tools as the pages do, and counting what they must leave right."""

from typing import Any

from django.test import Client

from forum.models import Category, Post, Topic
from moderation import actions
from moderation.models import ToolUse
from tests.factories import make_reply, make_topic, moderator


def latest(topic: Topic) -> int:
    return ToolUse.objects.number_of_latest(topic)


def use(verb: str, topic: Topic, *, judge: Any = None, **fields: Any) -> ToolUse:
    """Carry out one of the tools of a single topic, having seen what was last done with it."""
    fields = {"moderator": judge or moderator(), "seen": latest(topic)} | fields
    done = getattr(actions, verb)(topic.pk, **fields)
    topic.refresh_from_db()
    return done


def merge(source: Topic, target: Topic, *, judge: Any = None, **fields: Any) -> ToolUse:
    seen = {"seen": latest(source), "seen_target": latest(target), "reason": "The same question."}
    done = actions.merge(source.pk, target.pk, moderator=judge or moderator(), **(seen | fields))
    source.refresh_from_db()
    target.refresh_from_db()
    return done


def split(source: Topic, posts: list[Post], *, judge: Any = None, **fields: Any) -> Topic:
    """The new topic."""
    known = {
        "seen": latest(source),
        "title": "A matter of its own",
        "category_id": source.category_id,
        "reason": "Something else.",
    }
    done = actions.split(
        source.pk, [post.pk for post in posts], moderator=judge or moderator(), **(known | fields)
    )
    source.refresh_from_db()
    assert done.other
    return Topic.objects.get(pk=done.other.pk)


def pair() -> tuple[Topic, Topic]:
    """A topic with an opening and two replies, and one with a single reply."""
    source = make_topic(title="Same question again", body="Source opening.")
    make_reply(source, body="Source one.")
    make_reply(source, body="Source two.")
    target = make_topic(title="The question", body="Target opening.")
    make_reply(target, body="Target one.")
    source.refresh_from_db()
    target.refresh_from_db()
    return source, target


def send(client: Client, topic: Topic, verb: str, **fields: Any) -> Any:
    """Post a tool's form as the page has it."""
    form = {"seen": latest(topic), "reason": ""} | fields
    return client.post(f"/moderation/topics/{topic.pk}/{verb}/", form)


def assert_counters_are_right() -> None:
    """Every counter of topics and categories says what a recount says."""
    for topic in Topic.objects.all():
        counted = topic.posts.all().recount()
        published = topic.posts.published()
        assert topic.reply_count == counted["replies"]
        assert topic.last_position >= (counted["places"] or 0)
        helpful = [post.reaction_counts.get("helpful", 0) for post in published]
        assert topic.helpful_count == sum(helpful)
        if topic.is_public:
            assert topic.last_activity_at == counted["last_activity"]
            assert topic.last_post
            assert topic.last_post.published_at == counted["last_activity"]
            assert topic.posts.filter(opens_topic=True, position__isnull=False).count() == 1
        if topic.merged_into_id:
            assert not topic.posts.exists()
    for category in Category.objects.all():
        public = Topic.objects.filter(category=category, is_public=True)
        assert category.topic_count == public.count()
        assert category.post_count == Post.objects.published().filter(topic__in=public).count()
