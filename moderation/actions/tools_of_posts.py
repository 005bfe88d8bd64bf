"""A moderator merges topics, or splits posts off: checked, carried out, recorded together."""

from collections.abc import Callable, Collection

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from forum.actions import merging, rehoming, splitting
from forum.models import Category, Post, Topic
from moderation.actions.tools_checks import (
    Refused,
    check_category,
    check_public,
    check_rights,
    check_unchanged,
    record,
)
from moderation.models import ToolUse


@transaction.atomic
def merge(
    source_id: int,
    target_id: int,
    *,
    moderator: User,
    seen: int,
    seen_target: int,
    reason: str,
) -> ToolUse:
    """Let the topic `source_id` go on in `target_id`; both public, both the moderator's to mind.

    Raises as the tools of one topic do; see `moderation.actions.tools`.
    """
    if source_id == target_id:
        raise Refused(_("A discussion cannot be merged into itself. Choose another one."))
    _check_seen(moderator, source_id, target_id)
    held = _hold(lambda: merging.hold(source_id, target_id))
    source, target = held.topics[source_id], held.topics[target_id]
    for topic, known in ((source, seen), (target, seen_target)):
        check_rights(topic, moderator)
        check_unchanged(topic, known)
        check_public(topic)
    if source.page_id:
        words = _("This is where a library page is discussed. Merge the other one into it instead.")
        raise Refused(words)
    merged = merging.merge(held, source, target)
    return record(
        ToolUse.Verb.MERGE,
        source,
        moderator,
        reason=reason,
        other=target,
        details={"count": merged.count, "waiting": merged.waiting},
    )


@transaction.atomic
def split(
    source_id: int,
    chosen: Collection[int],
    *,
    moderator: User,
    seen: int,
    title: str,
    category_id: int,
    and_later: bool = False,
    reason: str,
) -> ToolUse:
    """Make the posts `chosen`, with `and_later` all that follow the last of them too, a topic.

    Raises as the tools of one topic do; see `moderation.actions.tools`.
    """
    _check_seen(moderator, source_id)
    if and_later:
        chosen = _with_later(source_id, chosen)
    held = _hold(lambda: splitting.hold(source_id, chosen))
    source = held.topics[source_id]
    check_rights(source, moderator)
    check_unchanged(source, seen)
    check_public(source)
    category = Category.objects.visible_to(moderator).filter(pk=category_id).first()
    if category is None:
        raise Refused(_("That category is not there any more. Choose another one."))
    check_category(category, moderator)
    moved = _moved(held.posts, chosen)
    done = splitting.split(held, source, moved, title=title, category=category)
    return record(
        ToolUse.Verb.SPLIT,
        source,
        moderator,
        reason=reason,
        other=done.topic,
        details={"count": done.count, "waiting": done.waiting},
    )


# --- parts ------------------------------------------------------------------------------------


def _check_seen(moderator: User, *topic_ids: int) -> None:
    """Raise Topic.DoesNotExist where the moderator may not see one of them; nothing is locked."""
    seen = Topic.objects.visible_to(moderator).filter(pk__in=topic_ids)
    if seen.count() < len(set(topic_ids)):
        raise Topic.DoesNotExist


def _hold(hold: Callable[[], rehoming.Held]) -> rehoming.Held:
    try:
        return hold()
    except rehoming.Busy as busy:
        words = _("People are writing here at this moment. Please try again.")
        raise Refused(words) from busy


def _with_later(source_id: int, chosen: Collection[int]) -> list[int]:
    posts = Post.objects.filter(topic=source_id)
    last = posts.filter(pk__in=chosen).last_place()
    later = posts.placed_after(last) if last else posts.none()
    return [*chosen, *later.values_list("pk", flat=True)]


def _moved(posts: list[Post], chosen: Collection[int]) -> list[Post]:
    """The chosen posts in reading order; Refused where they make no discussion."""
    wanted = set(chosen)
    moved = [post for post in posts if post.pk in wanted and post.position is not None]
    if not wanted:
        raise Refused(_("Choose the posts that should go into the new discussion."))
    if len(moved) < len(wanted):
        words = _(
            "Some of the posts you chose are not in this discussion any more. Look at what is here"
            " now and choose again."
        )
        raise Refused(words)
    moved.sort(key=lambda post: post.position or 0)
    if any(post.opens_topic for post in moved):
        words = _(
            "The opening post stays where it is. To move everything, merge the discussion into"
            " another one or move it to another category."
        )
        raise Refused(words)
    if not moved[0].is_published:
        words = _(
            "The first of the posts you chose was removed, and a removed post cannot open a"
            " discussion. Choose again, beginning with one that readers see."
        )
        raise Refused(words)
    return moved
