"""Places in a topic, and the counters that follow every move. Under the topic's lock."""

from datetime import datetime

from django.db.models import F

from forum.models import Category, Post, Topic


def locked_topic(post: Post) -> Topic:
    """The post's topic under lock; a topic the caller already locked is not read again."""
    if post.topic.holds_lock:
        return post.topic
    topic = Topic.objects.select_for_update(no_key=True).get(pk=post.topic_id)
    post.topic = topic
    return topic


def count(post: Post, topic: Topic, now: datetime) -> None:
    """Count a post that was just given its place; with an opening post its topic is public."""
    topic.last_post = post
    topic.last_activity_at = now
    topics = 0
    if post.opens_topic:
        topic.is_public = True
        topics = 1
    else:
        topic.reply_count += 1
    save_counters(topic)
    count_in_category(topic, topics=topics, posts=1)


def uncount(post: Post, topic: Topic) -> None:
    """Take a post that was published out of every count."""
    if post.opens_topic:
        topic.is_public = False
        count_in_category(topic, topics=-1, posts=-1 - topic.reply_count)
    else:
        topic.reply_count -= 1
        if topic.is_public:
            count_in_category(topic, topics=0, posts=-1)
    refresh_last(topic)


def count_again(post: Post, topic: Topic) -> None:
    """Put a restored post back into every count."""
    if post.opens_topic:
        topic.is_public = True
        count_in_category(topic, topics=1, posts=1 + topic.reply_count)
    else:
        topic.reply_count += 1
        if topic.is_public:
            count_in_category(topic, topics=0, posts=1)
    refresh_last(topic)


def count_helpful(post: Post, topic: Topic, *, by: int) -> None:
    """Readers' votes count for a topic while their post is published."""
    if votes := post.reaction_counts.get("helpful", 0):
        changed = F("helpful_count") + by * votes
        Topic.objects.filter(pk=topic.pk).update(helpful_count=changed)


def refresh_last(topic: Topic) -> None:
    """Find the latest published post anew, and save every counter of the row."""
    last = topic.posts.published().order_by("-published_at", "-position").first()
    topic.last_post = last
    if last and last.published_at:
        topic.last_activity_at = last.published_at
    save_counters(topic)


def save_counters(topic: Topic) -> None:
    """Write what this module changes in a topic's row."""
    topic.save(
        update_fields=[
            "is_public",
            "last_activity_at",
            "last_post",
            "last_position",
            "reply_count",
        ]
    )


def count_in_category(topic: Topic, *, topics: int, posts: int) -> None:
    """Add to what the topic's category counts."""
    add_to_category(topic.category_id, topics=topics, posts=posts)


def add_to_category(category_id: int, *, topics: int, posts: int) -> None:
    """Add to what a category counts; its row is locked until the commit."""
    Category.objects.filter(pk=category_id).update(
        topic_count=F("topic_count") + topics, post_count=F("post_count") + posts
    )
