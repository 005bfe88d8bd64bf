"""A moderator gives a text that waits another wording before it is published."""

from datetime import datetime
from typing import Any

from accounts.models import User
from forum import checks
from forum.actions import texts
from forum.actions.moves import keep_details
from forum.models import Post
from forum.sanitize import Cooked


def rework(
    post: Post,
    writing: Cooked,
    *,
    editor: User,
    title: str = "",
    details: dict[str, Any] | None = None,
    note: str = "",
    now: datetime,
) -> None:
    """Make `writing` the next version of a post that waits; the caller holds the post's lock.

    What the author had sent stays on record for moderators and enters no public history. Nothing
    of it is announced, searched or mailed: those read the post's text once it is published.
    Raises InvalidTransition where the post waits no more.
    """
    found = checks.read(writing, title=(title or post.topic.title) if post.opens_topic else "")
    post.screening, post.is_urgent = found.as_stored(), found.is_urgent
    post.resubmit(
        source=writing.source,
        format=writing.format,
        html=writing.html,
        text=writing.text,
        now=now,
        by=editor,
    )
    post.edit_note = note
    post.save(update_fields=["edit_note", "screening", "is_urgent"])
    if details is not None:
        keep_details(post, details)
    texts.settle(post, writing, editor=editor)
    if post.opens_topic and title and title != post.topic.title:
        post.topic.rename(title)
