"""Everything a moderator reads on the page of one item, in a constant number of queries."""

from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from accounts.models import User
from forum.diffs import Diff, compare, diff_of_edit
from forum.marking import sentences
from forum.models import Move, PendingEdit, Post, PostVersion, Remark
from forum.reading import entries_around
from forum.reading.page import Entry
from moderation.awkward import Circumstance, circumstances, circumstances_of_edit
from moderation.models import Decision, Opinion
from moderation.reading.author import AuthorBefore, author_before
from moderation.reading.checks import Check, checks_of, marked_body, marked_title
from moderation.reading.similar import Similar, similar_decisions


@dataclass(frozen=True)
class Sentence:
    """One to point at: offsets in the text, and its words."""

    start: int
    end: int
    words: str

    @property
    def range(self) -> str:
        return f"{self.start}-{self.end}"


@dataclass(frozen=True)
class Beside:
    """See `around_post` and `around_edit`; an edit has no conversation of its own."""

    body: SafeString
    title: SafeString
    checks: list[Check]
    author: AuthorBefore
    circumstances: list[Circumstance] = field(default_factory=list)
    conversation: list[Entry] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    versions: list[PostVersion] = field(default_factory=list)
    similar: list[Similar] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    opinion: Opinion | None = None
    # What the author changed since a moderator returned it; None where it was not returned.
    since_return: Diff | None = None
    returned_version: int = 0
    # A decision that was declined and is looked at again.
    appealed: Move | None = None
    diff: Diff | None = None

    @property
    def is_blocked(self) -> bool:
        return any(one.blocks for one in self.circumstances)


def around_post(post: Post, moderator: User) -> Beside:
    """What stands beside a held post."""
    title = post.topic.title if post.opens_topic else ""
    moves = list(post.moves.told())
    versions = list(post.versions.newest_first().select_related("replaced_by"))
    returned = next((move for move in reversed(moves) if move.to_state == "returned"), None)
    declined = next((move for move in reversed(moves) if move.to_state == "declined"), None)
    return Beside(
        body=marked_body(post),
        title=marked_title(post, title),
        checks=checks_of(post, title),
        author=author_before(post, moderator),
        circumstances=circumstances(post),
        conversation=entries_around(post),
        moves=moves,
        versions=versions,
        similar=similar_decisions(post, moderator),
        remarks=list(Remark.objects.on(post)),
        opinion=Opinion.objects.on(post),
        since_return=_since(returned, post, title, versions),
        returned_version=returned.version if returned else 0,
        appealed=declined if post.is_appealed else None,
    )


def around_edit(edit: PendingEdit, moderator: User) -> Beside:
    """What stands beside an edit that waits."""
    title = edit.title if edit.post.opens_topic else ""
    return Beside(
        body=marked_body(edit),
        title=marked_title(edit, title),
        checks=checks_of(edit, title),
        author=author_before(edit.post, moderator),
        circumstances=circumstances_of_edit(edit),
        remarks=list(Remark.objects.on(edit.post)),
        versions=list(edit.post.versions.public().newest_first()[:5]),
        diff=diff_of_edit(edit),
    )


def sentences_of(post: Post) -> list[Sentence]:
    """What a moderator may point at without selecting words."""
    text = post.body_text
    return [Sentence(start, end, text[start:end]) for start, end in sentences(text)]


def earlier_decisions(post: Post) -> list[Decision]:
    """Every decision on a post, with what its reason was called; one query."""
    return list(Decision.objects.on(post).with_reason_names())


def _since(
    returned: Move | None, post: Post, title: str, versions: list[PostVersion]
) -> Diff | None:
    before = next((one for one in versions if returned and one.version == returned.version), None)
    if before is None:
        return None
    return compare(before.body_html, post.body_html, old_title=before.title, new_title=title)
