"""What a moderator asked an author to change, and what the author changed since."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from forum.diffs import Diff, compare
from forum.marking import Passage, marked
from forum.models import Move, Post


@dataclass(frozen=True)
class Asked:
    """The latest return of a text: `html` has the passages marked, `notes` say what of each.

    `diff` is what the version of now changed of the returned one; None as long as it is that.
    """

    move: Move
    html: SafeString
    notes: list[str]
    diff: Diff | None = None


def asked_of(post: Post) -> Asked | None:
    """What was last asked of the author of `post`, which is not public; None if nothing was.

    At most two queries.
    """
    move = post.moves.filter(to_state=Post.State.RETURNED).order_by("-pk").first()
    if move is None:
        return None
    notes = [str(mark.get("note", "")) for mark in move.marks]
    if move.version == post.version:
        passages = [
            Passage(mark["start"], mark["end"], "asked", number=number)
            for number, mark in enumerate(move.marks, start=1)
        ]
        # The body was cleaned when it was written; what is put into it is our own.
        html = mark_safe(marked(post.body_html, post.body_text, passages))  # noqa: S308
        return Asked(move, html, notes)
    returned = post.versions.filter(version=move.version).first()
    diff = None
    if returned:
        title = post.topic.title if post.opens_topic else ""
        diff = compare(
            returned.body_html, post.body_html, old_title=returned.title, new_title=title
        )
    return Asked(move, mark_safe(post.body_html), notes, diff)  # noqa: S308
