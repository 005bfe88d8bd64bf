"""What happened around a post while it waited, said before somebody decides.

The table of results is in docs/moderation.md; each row of it has a test.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from forum.models import Category, PendingEdit, Post
from forum.querysets import readable_visibilities
from moderation.models import ToolUse


@dataclass(frozen=True)
class Circumstance:
    """One thing to know; with `blocks`, the post cannot be approved as things are."""

    code: str
    words: str
    blocks: bool = False


def circumstances(post: Post) -> list[Circumstance]:
    """What is not as it was when `post` was sent; what blocks an approval comes first.

    Of a post that may still be approved only. One query for what moderators did with its topic;
    the rest from `post` with its topic, category, author and label's person.
    """
    if post.state not in (Post.State.PENDING, Post.State.RETURNED, Post.State.DECLINED):
        return []
    found = [*_of_author(post), *_of_topic(post), *_of_tools(post), *_of_readers(post)]
    return sorted(found, key=lambda one: not one.blocks)


def circumstances_of_edit(edit: PendingEdit) -> list[Circumstance]:
    """Why a waiting edit cannot be approved as things are: nobody may answer for its text."""
    return list(_of_author(edit.post)) if edit.is_pending else []


def blocks_approval(post: Post) -> bool:
    """Whether `post` cannot be published as things are, whoever decides. No query of its own."""
    return any(one.blocks for one in (*_of_author(post), *_of_topic(post)))


# --- parts ------------------------------------------------------------------------------------


def _of_author(post: Post) -> Iterator[Circumstance]:
    """What is said names nobody: the author may be anonymous."""
    writer = post.writer
    if post.is_by_guest:
        return
    if writer is None or not writer.is_active:
        words = _(
            "The author's account is closed, so nobody can answer for this text. It cannot be"
            " approved; reject it to clear the queue."
        )
        yield Circumstance("author_gone", words, blocks=True)
    elif writer.is_suspended and writer.suspended_until is None:
        words = _(
            "The author was banned. Unless the ban is lifted this cannot be approved; reject it to"
            " clear the queue."
        )
        yield Circumstance("author_banned", words, blocks=True)
    elif writer.is_suspended:
        words = _(
            "The author is suspended. This cannot be approved before the suspension ends or is"
            " lifted; ask for changes, reject it, or let it wait."
        )
        yield Circumstance("author_suspended", words, blocks=True)


def _of_topic(post: Post) -> Iterator[Circumstance]:
    topic = post.topic
    if not post.opens_topic and not topic.is_public:
        words = _(
            "The discussion was removed meanwhile, so this reply cannot be approved. Ask for"
            " changes or reject it, and the author reads why; or let it wait until the discussion"
            " is back."
        )
        yield Circumstance("topic_removed", words, blocks=True)
    if topic.is_locked and not post.opens_topic:
        words = _(
            "The discussion was closed meanwhile. Approving publishes this reply all the same."
        )
        yield Circumstance("topic_locked", words)
    if post.reply_to and not post.reply_to.is_published:
        words = _(
            "The post that this answers was removed. Approving publishes the reply without naming"
            " it."
        )
        yield Circumstance("answered_removed", words)


def _of_tools(post: Post) -> Iterator[Circumstance]:
    """Moves, merges and splits that came after the post was sent, each kind told once."""
    told: dict[str, Circumstance] = {}
    for use in ToolUse.objects.concerning(post.topic).since(post.written_at):
        for circumstance in _of_tool(post, use):
            told.setdefault(circumstance.code, circumstance)
    yield from told.values()


def _of_tool(post: Post, use: ToolUse) -> Iterator[Circumstance]:
    went_along = post.pk in use.details.get("waiting", [])
    if use.verb == ToolUse.Verb.MOVE:
        words = _(
            "The discussion was moved to “%(category)s” meanwhile. This is published there, at its"
            " new address."
        )
        words %= {"category": post.topic.category.name}
        yield Circumstance("topic_moved", words)
        if use.details.get("opened"):
            words = _("More people can read it there than where the author wrote it.")
            yield Circumstance("more_readers", words)
    elif use.verb == ToolUse.Verb.MERGE and went_along:
        words = _(
            "The discussion that this was written in was merged into this one. It is published"
            " here, after the replies that are here already."
        )
        yield Circumstance("topic_merged", words)
    elif use.verb == ToolUse.Verb.SPLIT and went_along:
        words = _(
            "The post that this answers was split off into this discussion, and this with it."
        )
        yield Circumstance("topic_split", words)


def _of_readers(post: Post) -> Iterator[Circumstance]:
    """Whether who wrote it may still read, and write, where it would appear."""
    category = post.topic.category
    writer = post.writer
    if post.is_by_guest and category.visibility != Category.Visibility.PUBLIC:
        words = _(
            "This category is not open to everybody any more. Approving publishes the post for its"
            " readers; the guest who wrote it cannot see it there, only on the receipt."
        )
        yield Circumstance("guest_cannot_read", words)
    elif post.is_by_guest and category.guest_policy == Category.GuestPolicy.NONE:
        words = _(
            "Guests may no longer write in this category. What was sent before may still be"
            " approved."
        )
        yield Circumstance("guests_only_read", words)
    elif writer and category.visibility not in readable_visibilities(writer):
        words = _(
            "The author may not read this category any more. Approving publishes the post for its"
            " readers; the author cannot see it there."
        )
        yield Circumstance("author_cannot_read", words)
