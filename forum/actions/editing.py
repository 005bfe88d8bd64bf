"""A text that readers see gets another one: at once, or after a moderator has read it."""

from datetime import datetime
from enum import Enum
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forum import checks, holds, limits, quotations, similar
from forum.actions import announcing, moves, relating, texts
from forum.actions.moves import record
from forum.checks import Reading
from forum.models import InvalidTransition, Move, PendingEdit, Post
from forum.permissions import can_edit, guest_can_edit, may_write
from forum.sanitize import Cooked


class Overtaken(Exception):
    """The text, or the edit that waits for it, is no longer the one that the writer saw."""


class NotEditable(Exception):
    """The text was removed meanwhile, or its time for edits is over."""


class Outcome(Enum):
    """What came of sending an edit."""

    UNCHANGED = "unchanged"
    PUBLISHED = "published"
    WAITING = "waiting"
    # The writer went back to the published text, so nothing waits any more.
    TAKEN_BACK = "taken back"


@transaction.atomic
def edit(
    post_id: int,
    *,
    editor: User | None,
    seen_version: int,
    seen_edit: int = 0,
    writing: Cooked,
    title: str = "",
    details: dict[str, Any] | None = None,
    note: str = "",
    withdraw_earlier: bool = False,
    reading: Reading | None = None,
    now: datetime | None = None,
) -> Outcome:
    """Change a published text, or let the new one wait where the editor's texts wait.

    It waits as well where it brings what the published text does not have: patient details, a
    slur, a new member's link. `reading` is what screening found in it, if it was read already.

    `editor` None is the guest who holds the receipt. `seen_version` is the post's version that
    was changed, `seen_edit` the version of the author's own waiting edit, 0 where there was
    none. `withdraw_earlier` is a moderator's: no earlier text stays in the public history.
    `details` None leaves the fields of a case or a tip as they are. Raises Overtaken where either
    moved on, NotEditable where the editor may not, TooMany where the editor must wait.
    """
    now = now or timezone.now()
    post = _locked(post_id)
    if not _may_edit(editor, post):
        raise NotEditable
    by_author = editor is None or post.is_by(editor)
    waiting = post.edits.pending().first() if by_author else None
    if post.version != seen_version or (
        by_author and seen_edit != (waiting.version if waiting else 0)
    ):
        raise Overtaken
    title = (title or post.topic.title) if post.opens_topic else ""
    details = post.details if details is None else details
    if not _differs(post, writing, title, details):
        if waiting is None:
            return Outcome.UNCHANGED
        waiting.withdraw()
        return Outcome.TAKEN_BACK
    if editor:
        limits.check_edit(editor)
    found = reading or checks.read(writing, title=title)
    brought = found.brought(checks.read_post(post)) if found.findings else found
    if reasons := holds.reasons_to_hold_edit(post, editor, brought):
        waiting = waiting or PendingEdit(author=None if post.is_anonymous else editor)
        # One object for both, so that the edit is written against the text under lock.
        waiting.post = post
        waiting.hold_reasons, waiting.screening = reasons, found.as_stored()
        waiting.put(writing, title=title, details=details, note=note, now=now)
        return Outcome.WAITING
    if waiting:
        waiting.withdraw()
    _change(
        post,
        writing,
        title,
        details,
        note=note,
        editor=editor,
        by_moderator=not by_author,
        withdraw_earlier=withdraw_earlier and not by_author,
        screening=found.as_stored(),
        now=now,
    )
    record(
        post,
        post.state,
        by=Move.By.AUTHOR if by_author else Move.By.MODERATOR,
        actor=editor,
        now=now,
    )
    return Outcome.PUBLISHED


@transaction.atomic
def withdraw_edit(post_id: int) -> PendingEdit:
    """The author takes a waiting edit back. Raises InvalidTransition where none waits any more."""
    post = _locked(post_id)
    waiting = post.edits.pending().first()
    if waiting is None:
        raise InvalidTransition(f"No edit of post {post.pk} waits.")
    waiting.withdraw()
    return waiting


def accept_edit(edit: PendingEdit, *, actor: User, now: datetime | None = None) -> None:
    """Put a waiting edit before the readers; the caller holds the lock of its post.

    Raises InvalidTransition where the post is not public any more.
    """
    now = now or timezone.now()
    post = edit.post
    if not (post.is_published and post.topic.is_public):
        raise InvalidTransition(f"Post {post.pk} is no longer public.")
    edit.accept(now=now)
    if not _differs(post, edit.writing, edit.title, edit.details):
        return
    _change(
        post,
        edit.writing,
        edit.title,
        edit.details,
        note=edit.note,
        editor=edit.author,
        by_moderator=False,
        screening=edit.screening,
        now=now,
    )
    record(post, post.state, by=Move.By.MODERATOR, actor=actor, now=now)


def decline_edit(
    edit: PendingEdit, *, reason: str, message: str = "", now: datetime | None = None
) -> None:
    """Keep the published text; the caller holds the lock of the post."""
    edit.decline(reason=reason, message=message, now=now or timezone.now())


# --- parts ------------------------------------------------------------------------------------


def _locked(post_id: int) -> Post:
    posts = Post.objects.select_related("topic__category", "author")
    return posts.locked(post_id)


def _may_edit(editor: User | None, post: Post) -> bool:
    if editor is None:
        return guest_can_edit(post)
    # As it is now: who wrote may have been suspended since the request began.
    now = post.writer if post.is_by(editor) else editor
    return now is not None and may_write(now) and can_edit(editor, post) and post.topic.is_public


def _differs(post: Post, writing: Cooked, title: str, details: dict[str, Any]) -> bool:
    """Whether readers would see anything new."""
    if details != post.details or (post.opens_topic and title != post.topic.title):
        return True
    typed_alike = (post.body_source, post.body_format) == (writing.source, writing.format)
    return not typed_alike and post.body_html != writing.html


def _change(
    post: Post,
    writing: Cooked,
    title: str,
    details: dict[str, Any],
    *,
    note: str,
    editor: User | None,
    by_moderator: bool,
    screening: dict[str, Any],
    withdraw_earlier: bool = False,
    now: datetime,
) -> None:
    """The earlier text enters the public history. Order and dates stay, followers hear nothing."""
    if post.is_anonymous and not by_moderator:
        editor = None  # the history names who changed what
    post.edit(
        note=note,
        editor=editor,
        by_moderator=by_moderator,
        withdraw_earlier=withdraw_earlier,
        now=now,
    )
    post.body_source, post.body_format = writing.source, writing.format
    post.body_html, post.body_text = writing.html, writing.text
    post.screening = {**post.screening, **screening}
    post.is_urgent = any(row["family"] == "urgency" for row in post.screening.get("findings", []))
    text_fields = ("body_source", "body_format", "body_html", "body_text")
    post.save(update_fields=[*text_fields, "screening", "is_urgent"])
    moves.keep_details(post, details)
    if post.opens_topic and title != post.topic.title:
        post.topic.rename(title)
        announcing.tell_new_title(post.topic)
        similar.index(post.topic)
        relating.find_similar_soon(post.topic)
        quotations.follow_topic(post.topic)
    quotations.follow_edit(post, no_earlier_text=withdraw_earlier)
    texts.settle(post, writing, editor=editor)
