"""What every tool asks before it touches a topic, and the row it leaves."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from forum.models import Category, Topic
from forum.permissions import moderates
from moderation.actions.refusals import NotYours
from moderation.models import ToolUse


class Refused(Exception):
    """What was asked cannot be done as things are; `words` say why, and what to do."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class StaleTopic(Exception):
    """Another moderator did something with the topic since the form was opened: `use`."""

    def __init__(self, topic: Topic, use: ToolUse) -> None:
        super().__init__(f"Tool {use.pk} was used on topic {topic.pk} meanwhile.")
        self.topic = topic
        self.use = use


def locked(topic_id: int, moderator: User, *, seen: int) -> Topic:
    """The topic under lock, as the form knew it.

    Raises Topic.DoesNotExist where the moderator may not see it, NotYours outside their
    categories, and what `check_unchanged` raises.
    """
    rows = Topic.objects.visible_to(moderator).select_related("category", "author")
    topic = rows.locked(topic_id)
    topic.holds_lock = True
    check_rights(topic, moderator)
    check_unchanged(topic, seen)
    return topic


def check_rights(topic: Topic, moderator: User) -> None:
    """Raise NotYours where `topic` is in no category of `moderator`."""
    if not moderates(moderator, topic.category):
        raise NotYours


def check_category(category: Category, moderator: User) -> None:
    """Raise Refused where nothing of a topic may go to `category`."""
    if not moderates(moderator, category):
        raise Refused(_("You do not moderate the category you chose."))


def check_unchanged(topic: Topic, seen: int) -> None:
    """Raise StaleTopic unless `seen` is the latest that was done with `topic`, under its lock."""
    latest = ToolUse.objects.concerning(topic).first()
    if latest and latest.pk != seen:
        raise StaleTopic(topic, latest)
    if topic.merged_into_id:
        raise Refused(_("This discussion was merged into another one."))


def check_public(topic: Topic) -> None:
    """Raise Refused where readers do not see `topic`."""
    if not topic.is_public:
        words = _("“%(title)s” is not public, so this cannot be done with it.")
        raise Refused(words % {"title": topic.title})


def record(
    verb: str,
    topic: Topic,
    moderator: User,
    *,
    reason: str = "",
    other: Topic | None = None,
    details: dict[str, Any] | None = None,
) -> ToolUse:
    """The row that says who did what; never a title or a text, which may have to be erased."""
    return ToolUse.objects.create(
        topic=topic,
        other=other,
        verb=verb,
        moderator=moderator,
        reason=reason,
        details=details or {},
    )
