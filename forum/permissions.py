"""May they? Each answer is yes or no; views turn no into 403, templates hide the button."""

from accounts.models.user import Reader
from forum.models import Category, Post, Topic


def can_start_topic(reader: Reader, category: Category) -> bool:
    """Whether `reader`, who may read `category`, may start a topic there."""
    if not reader.is_authenticated:
        return category.guest_policy == "topic" and category.posting == "members"
    return category.posting == "members" or reader.is_moderator or reader.is_editor


def can_reply(reader: Reader, topic: Topic) -> bool:
    """Whether `reader`, who may read `topic`, may reply; a closed topic is for moderators."""
    if not topic.is_public:
        return False
    if not reader.is_authenticated:
        return not topic.is_locked and topic.category.guest_policy != "none"
    return not topic.is_locked or reader.is_moderator


def can_moderate(reader: Reader) -> bool:
    return reader.is_authenticated and reader.is_moderator


def can_revise(reader: Reader, post: Post) -> bool:
    """Whether `reader` may send a new version of their own post that waits or was returned."""
    return reader.is_authenticated and post.author_id == reader.pk and post.may_be_resubmitted


def can_decide(reader: Reader, post: Post) -> bool:
    """Nobody decides on what they wrote themselves."""
    return can_moderate(reader) and post.author_id != reader.pk
