"""Two texts side by side: what became of each word."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from forum.diffs.blocks import Block, Token, read_blocks
from forum.diffs.sequences import Effort, common
from forum.models import PendingEdit

ALIKE = 0.4  # share of words in common from which two paragraphs are one that was changed
LOOK_AHEAD = 8  # paragraphs searched for the one that was changed
CONTEXT = 1  # unchanged paragraphs shown on either side of a change

Change = Literal["same", "del", "ins"]


@dataclass(frozen=True)
class Piece:
    """Words in a row with the same fate. `target` marks an address instead of words."""

    change: Change
    text: str
    target: bool = False


@dataclass(frozen=True)
class Line:
    """A paragraph, heading, list item, line of code or table row, or `skipped` unchanged ones."""

    kind: str = "text"
    pieces: list[Piece] = field(default_factory=list)
    skipped: int = 0

    @property
    def changed(self) -> bool:
        return any(piece.change != "same" for piece in self.pieces)


@dataclass(frozen=True)
class Diff:
    """`only_form` says that the words are the same and their formatting is not."""

    lines: list[Line]
    title: list[Piece] = field(default_factory=list)
    only_form: bool = False


def compare(old: str, new: str, *, old_title: str = "", new_title: str = "") -> Diff:
    """What became of the HTML `old` in `new`, and of its title where that changed too."""
    lines = compare_blocks(read_blocks(old), read_blocks(new))
    title: list[Piece] = []
    if old_title != new_title:
        title = _words(_tokens(old_title), _tokens(new_title), Effort())
    return Diff(
        lines=_shorten(lines),
        title=title,
        only_form=old != new and not any(line.changed for line in lines),
    )


def diff_of_edit(edit: PendingEdit) -> Diff:
    """What the readers' text would become with a waiting edit."""
    post = edit.post
    return compare(
        post.body_html,
        edit.body_html,
        old_title=post.topic.title if post.opens_topic else "",
        new_title=edit.title if post.opens_topic else "",
    )


def compare_blocks(old: list[Block], new: list[Block]) -> list[Line]:
    """Every line of both texts with what became of its words."""
    effort = Effort()
    lines: list[Line] = []
    a = c = 0
    for i, j in [*common(old, new, effort), (len(old), len(new))]:
        lines += _changed(old[a:i], new[c:j], effort)
        if i < len(old):
            lines.append(_line(old[i], "same"))
        a, c = i + 1, j + 1
    return lines


# --- blocks -----------------------------------------------------------------------------------


def _changed(old: list[Block], new: list[Block], effort: Effort) -> list[Line]:
    """Lines for blocks that have no equal: those that are alike are compared by words."""
    lines: list[Line] = []
    at = 0
    for block in new:
        ahead = range(at, min(at + LOOK_AHEAD, len(old)))
        alike = next((k for k in ahead if _alike(old[k], block)), None)
        if alike is None:
            lines.append(_line(block, "ins"))
            continue
        lines += [_line(gone, "del") for gone in old[at:alike]]
        lines.append(Line(block.kind, _words(old[alike].tokens, block.tokens, effort)))
        at = alike + 1
    gone_lines = [_line(gone, "del") for gone in old[at:]]
    # Where nothing was alike, the old text is read first.
    return gone_lines + lines if at == 0 else lines + gone_lines


def _alike(old: Block, new: Block) -> bool:
    shared = sum((Counter(old.tokens) & Counter(new.tokens)).values())
    return shared >= ALIKE * max(len(old.tokens), len(new.tokens))


def _line(block: Block, change: Change) -> Line:
    return Line(block.kind, _pieces([(change, token) for token in block.tokens]))


def _shorten(lines: list[Line]) -> list[Line]:
    """The changed lines with their surroundings; how many were left out between them."""
    near = {
        place + step
        for place, line in enumerate(lines)
        if line.changed
        for step in range(-CONTEXT, CONTEXT + 1)
    }
    shown: list[Line] = []
    skipped = 0
    for place, line in enumerate(lines):
        if place not in near:
            skipped += 1
            continue
        if skipped:
            shown.append(Line(skipped=skipped))
            skipped = 0
        shown.append(line)
    if skipped and shown:
        shown.append(Line(skipped=skipped))
    return shown


# --- words ------------------------------------------------------------------------------------


def _tokens(text: str) -> tuple[Token, ...]:
    return tuple(Token(word) for word in text.split())


def _words(old: Sequence[Token], new: Sequence[Token], effort: Effort) -> list[Piece]:
    marked: list[tuple[Change, Token]] = []
    a = c = 0
    pairs = [*_without_crumbs(common(old, new, effort), old, new), (len(old), len(new))]
    for i, j in pairs:
        marked += [("del", token) for token in old[a:i]]
        marked += [("ins", token) for token in new[c:j]]
        if i < len(old):
            marked.append(("same", old[i]))
        a, c = i + 1, j + 1
    return _pieces(marked)


def _without_crumbs(
    pairs: list[tuple[int, int]], old: Sequence[Token], new: Sequence[Token]
) -> list[tuple[int, int]]:
    """Leave out a short word that stands alone between changes: it only breaks up the reading."""
    kept = []
    for place, (i, j) in enumerate(pairs):
        before = pairs[place - 1] if place else (-1, -1)
        after = pairs[place + 1] if place + 1 < len(pairs) else (len(old), len(new))
        alone = (
            0 < i < len(old) - 1
            and (i - before[0] > 1 and j - before[1] > 1)
            and (after[0] - i > 1 and after[1] - j > 1)
        )
        if not (alone and len(old[i].text) <= 3):
            kept.append((i, j))
    return kept


def _pieces(marked: list[tuple[Change, Token]]) -> list[Piece]:
    pieces: list[Piece] = []
    for change, token in marked:
        last = pieces[-1] if pieces else None
        if token.kind == "word" and last and last.change == change and not last.target:
            pieces[-1] = Piece(change, f"{last.text} {token.text}")
        else:
            pieces.append(Piece(change, token.text, target=token.kind != "word"))
    return pieces
