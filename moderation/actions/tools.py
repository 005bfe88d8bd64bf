"""A moderator's tools for one topic: each checked, carried out and recorded in one transaction.

A form carries `seen`, the number of the latest thing that was done with the topic when it was
opened. Every tool raises Topic.DoesNotExist where the moderator may not see the topic, NotYours
outside their categories, StaleTopic where somebody was faster, and Refused with words.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cms.models import LibraryEntry
from forum.actions import moving
from forum.models import Category, Topic
from moderation.actions.tools_checks import (
    Refused,
    check_category,
    check_public,
    locked,
    record,
)
from moderation.models import ToolUse

Verb = ToolUse.Verb


@transaction.atomic
def lock(
    topic_id: int, *, moderator: User, seen: int, closed: bool, word: str = "", reason: str = ""
) -> ToolUse:
    """Close a topic to replies (`closed`), telling readers `word`, or open it again.

    What waits may still be approved; moderators may still reply.
    """
    topic = _public(topic_id, moderator, seen)
    if topic.is_locked == closed:
        was = _("It is closed to replies already.") if closed else _("It is open to replies.")
        raise Refused(was)
    moving.lock(topic, closed=closed, word=word)
    verb = Verb.LOCK if closed else Verb.UNLOCK
    return record(verb, topic, moderator, reason=reason)


@transaction.atomic
def pin(topic_id: int, *, moderator: User, seen: int, pinned: bool, reason: str = "") -> ToolUse:
    """Put a topic first in the lists (`pinned`), or back where its latest post puts it."""
    topic = _public(topic_id, moderator, seen)
    if topic.is_pinned == pinned:
        raise Refused(_("It is pinned already.") if pinned else _("It is not pinned."))
    moving.pin(topic, pinned=pinned)
    return record(Verb.PIN if pinned else Verb.UNPIN, topic, moderator, reason=reason)


@transaction.atomic
def slow(topic_id: int, *, moderator: User, seen: int, seconds: int, reason: str = "") -> ToolUse:
    """Let members wait `seconds` between two posts in a topic; 0 ends that."""
    topic = _public(topic_id, moderator, seen)
    before = topic.slow_mode
    if before == seconds:
        raise Refused(_("Slow mode is set to that already."))
    moving.slow_down(topic, seconds=seconds)
    return record(
        Verb.SLOW, topic, moderator, reason=reason, details={"from": before, "to": seconds}
    )


@transaction.atomic
def newer_page(
    topic_id: int, *, moderator: User, seen: int, page_id: int | None, reason: str = ""
) -> ToolUse:
    """Name a published page of the library as newer than the advice in a topic; None names none."""
    topic = _public(topic_id, moderator, seen)
    before = topic.newer_page_id
    if before == page_id:
        raise Refused(_("The pointer says that already."))
    if page_id and not LibraryEntry.objects.listed().filter(pk=page_id).exists():
        raise Refused(_("That page is not published for everybody. Choose another one."))
    moving.point_to(topic, page_id)
    return record(
        Verb.NEWER_PAGE, topic, moderator, reason=reason, details={"from": before, "to": page_id}
    )


@transaction.atomic
def move(
    topic_id: int, *, moderator: User, seen: int, category_id: int, reason: str = ""
) -> ToolUse:
    """Put a topic, public or waiting, into another category that the moderator has as well."""
    topic = locked(topic_id, moderator, seen=seen)
    if category_id == topic.category_id:
        raise Refused(_("It is in that category already."))
    category = Category.objects.visible_to(moderator).filter(pk=category_id).first()
    if category is None:
        raise Refused(_("That category is not there any more. Choose another one."))
    check_category(category, moderator)
    before = topic.category
    moving.move(topic, category)
    return record(
        Verb.MOVE,
        topic,
        moderator,
        reason=reason,
        details={"from": before.pk, "to": category.pk, "opened": opens(before, category)},
    )


def opens(before: Category, after: Category) -> bool:
    """Whether more people read `after` than `before`."""
    return after.readers > before.readers


def _public(topic_id: int, moderator: User, seen: int) -> Topic:
    topic = locked(topic_id, moderator, seen=seen)
    check_public(topic)
    return topic
