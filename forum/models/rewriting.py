"""How a post gets another text; the one before it stays on record as a version.

The verbs are methods of `Post`, which has them from here.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from forum.models.states import InvalidTransition, State

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from accounts.models import User
    from forum.models.post import Post


def resubmit(
    post: "Post",
    *,
    source: str,
    format: str,
    html: str,
    text: str,
    now: datetime,
    by: "User | None" = None,
) -> None:
    """A new version of a text that waits or was returned: its author's, or of moderator `by`."""
    if post.state == State.RETURNED and by is None:
        post._move_to(State.PENDING)
    elif post.state != State.PENDING:
        raise InvalidTransition(f"Post {post.pk} is {post.state} and takes no new text.")
    post.versions.create_from(post, replaced_by=by, by_moderator=by is not None)
    post.edited_at, post.edited_by_moderator = now, by is not None
    post.version += 1
    post.body_source, post.body_format = source, format
    post.body_html, post.body_text = html, text
    if by is None:
        post.held_at = now
    texts = ("body_source", "body_format", "body_html", "body_text")
    checked = ("hold_reasons", "screening", "is_urgent")
    post._save("version", "held_at", "edited_at", "edited_by_moderator", *texts, *checked)


def reopen(post: "Post", *, appealed_at: datetime | None = None) -> None:
    """What was returned or declined waits again, as a version that can be judged once more."""
    if post.is_erased:
        raise InvalidTransition(f"Nothing is left of post {post.pk} that could wait.")
    post._move_to(State.PENDING)
    post.versions.create_from(post)
    post.version += 1
    if appealed_at:
        post.appealed_at = post.held_at = appealed_at
    post._save("version", "held_at", "appealed_at")


def edit(
    post: "Post",
    *,
    note: str,
    editor: "User | None",
    by_moderator: bool,
    withdraw_earlier: bool = False,
    now: datetime,
) -> None:
    """Make room for a new text: what readers saw so far enters the public history.

    With `withdraw_earlier` it does not, and the texts before it leave the history too: what
    must go may have been in each. Place, dates of writing and publication stay. The caller
    puts the new text in.
    """
    if post.state != State.PUBLISHED:
        raise InvalidTransition(f"Post {post.pk} is {post.state} and cannot be edited.")
    post.versions.create_from(
        post,
        was_public=True,
        note=note,
        replaced_at=now,
        replaced_by=editor,
        by_moderator=by_moderator,
    )
    if withdraw_earlier:
        post.versions.all().withdraw()
    post.version += 1
    post.edited_at = now
    post.edit_note = note
    post.edited_by_moderator = by_moderator
    post._save("version", "edited_at", "edit_note", "edited_by_moderator")
