"""Must it wait for a human? The rules as data, and all reasons that apply to one text."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from forum.checks import Reading
from forum.models import Category, Post
from forum.models.states import HoldReason


@dataclass(frozen=True)
class Text:
    """What is known when somebody sends a text; `author` is None for a guest."""

    author: User | None
    category: Category
    # Of an edit only what the new text brings.
    reading: Reading = field(default_factory=Reading)
    is_anonymous: bool = False
    # The published post that the text would change.
    edits: Post | None = None

    @property
    def is_by_moderator(self) -> bool:
        return self.author is not None and self.author.is_moderator


@dataclass(frozen=True)
class Rule:
    """One reason to hold a text. A rule that `binds_moderators` holds theirs as well.

    What `tells_who` it is, since few are new or on probation, is no reason of an anonymous text.
    """

    reason: HoldReason
    applies: Callable[[Text], bool]
    binds_moderators: bool = False
    tells_who: bool = False


def _is_first_of_member(text: Text) -> bool:
    return text.author is not None and text.author.waits_for_first_post


def _is_by_new_member(text: Text) -> bool:
    """Whether the author's first post was read only days ago, or is still to be read."""
    if text.author is None or text.author.is_editor:
        return False
    began = text.author.first_published_at
    return began is None or timezone.now() - began < timedelta(days=settings.NEW_MEMBER_DAYS)


# All that apply are kept and shown, in this order.
POLICY: tuple[Rule, ...] = (
    Rule(HoldReason.GUEST, lambda text: text.author is None),
    Rule(HoldReason.FIRST_POST, _is_first_of_member, tells_who=True),
    Rule(HoldReason.PATIENT, lambda text: bool(text.reading.patient)),
    Rule(HoldReason.LANGUAGE, lambda text: text.reading.has_slur),
    Rule(
        HoldReason.LINK,
        lambda text: text.reading.has_link and _is_by_new_member(text),
        tells_who=True,
    ),
    Rule(HoldReason.ANONYMOUS, lambda text: text.is_anonymous, binds_moderators=True),
    Rule(
        HoldReason.PROBATION,
        lambda text: bool(text.author and text.author.is_on_probation),
        tells_who=True,
    ),
    Rule(HoldReason.CATEGORY, lambda text: text.category.holds_all),
    Rule(HoldReason.EDIT_WINDOW, lambda text: bool(text.edits and text.edits.edit_window_is_over)),
)


def reasons_to_hold(text: Text) -> list[str]:
    """Every reason why `text` waits for a moderator; empty when it need not."""
    return [
        rule.reason.value
        for rule in POLICY
        if not (rule.tells_who and text.is_anonymous)
        and rule.applies(text)
        # What is not asked of moderators would tell that one of them wrote anonymously.
        and (rule.binds_moderators or text.is_anonymous or not text.is_by_moderator)
    ]


def reasons_to_hold_edit(
    post: Post, editor: User | None, reading: Reading | None = None
) -> list[str]:
    """Why a new text for the published `post` waits; `reading` is what that text brings."""
    return reasons_to_hold(
        Text(
            editor,
            post.topic.category,
            reading or Reading(),
            is_anonymous=post.is_anonymous and post.is_by(editor) if editor else False,
            edits=post,
        )
    )


def edit_waits(post: Post, editor: User | None) -> bool:
    """Whether any new text of `editor` for the published `post` waits, whatever it says."""
    return bool(reasons_to_hold_edit(post, editor))


def kept(earlier: list[str], now: list[str]) -> list[str]:
    """The reasons a text had and those of its new version, in the order of the policy."""
    every = {*earlier, *now}
    return [rule.reason.value for rule in POLICY if rule.reason.value in every]
