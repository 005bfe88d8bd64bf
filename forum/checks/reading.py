"""One text as screening read it."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from forum.models import Post
from forum.sanitize import Cooked, plain, quoted_ranges, with_named_handles
from forum.sanitize.cleaned import MENTION
from forum.screening import VERSION, Finding, is_hard, is_soft, links, screen
from forum.wording import published_rules

# One of the characters that Unicode leaves to everybody; it stands for a mention.
STAND_INS = tuple(chr(0xE000 + number) for number in range(64))


@dataclass(frozen=True)
class Reading:
    """The findings in a text, a title and the names of its image files.

    `text` is what was typed: a mention reads "@handle" there and not the member's name, which is
    no patient's. Offsets count in it; `as_stored` gives them as `Post.body_text` has them.
    """

    text: str = ""
    title: str = ""
    file_names: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    # After which offsets `Post.body_text` runs ahead, and by how much.
    shifts: tuple[tuple[int, int], ...] = ()
    # The writer says that what was found are no patient details.
    disputed: bool = False

    @property
    def patient(self) -> list[Finding]:
        """What may identify a patient: the writer is asked, and a moderator reads it."""
        return [one for one in self.findings if is_hard(one) or is_soft(one)]

    @property
    def wording(self) -> list[Finding]:
        return [one for one in self.findings if one.family == "language"]

    @property
    def has_slur(self) -> bool:
        return any(one.severity == "block" for one in self.wording)

    @property
    def has_link(self) -> bool:
        return any(one.family == "link" and one.kind != "contact" for one in self.findings)

    @property
    def is_urgent(self) -> bool:
        """Whether somebody may need help now."""
        return any(one.family == "urgency" for one in self.findings)

    def words(self, finding: Finding) -> str:
        """The passage itself: for the page of its writer, and nowhere else."""
        where = {"title": self.title, "file": "\n".join(self.file_names)}
        return where.get(finding.field, self.text)[finding.start : finding.end]

    def brought(self, earlier: "Reading | None") -> "Reading":
        """The same text with only those findings that `earlier` did not have."""
        if earlier is None:
            return self
        had = Counter(earlier._same(one) for one in earlier.findings)
        new = []
        for one in self.findings:
            if had[self._same(one)]:
                had[self._same(one)] -= 1
            else:
                new.append(one)
        return replace(self, findings=tuple(new))

    def _same(self, finding: Finding) -> tuple[str, str, str]:
        return finding.family, finding.kind, self.words(finding).casefold()

    @property
    def token(self) -> str:
        """Signs what was found in which words by which rules: another text has another one."""
        found = [one.as_stored() for one in self.patient]
        said = json.dumps([VERSION, found, self.text, self.title, self.file_names])
        return salted_hmac("forum.checks", said, algorithm="sha256").hexdigest()

    def accepts(self, token: str) -> bool:
        """Whether the writer answered to these very findings in this very text."""
        return bool(token) and constant_time_compare(token, self.token)

    def as_stored(self) -> dict[str, Any]:
        """For `Post.screening`: kinds, places and weights, never a word of the text."""
        return {"version": VERSION, "findings": self._shifted(), "disputed": self.disputed}

    def _shifted(self) -> list[dict[str, Any]]:
        rows = [one.as_stored() for one in self.findings]
        for row in rows:
            if row["field"] == "text":
                row["start"] += self._ahead(row["start"])
                row["end"] += self._ahead(row["end"])
        return rows

    def _ahead(self, offset: int) -> int:
        return sum(by for after, by in self.shifts if after <= offset)


def read(writing: Cooked, *, title: str = "", file_names: Sequence[str] = ()) -> Reading:
    """Everything that screening finds in a text that is ready to store.

    The names of image files count only while the text has an image.
    """
    names = tuple(file_names) if writing.images else ()
    html = with_named_handles(writing.html)
    text, shifts = _as_typed(writing)
    found = screen(
        text,
        title=title,
        file_names=names,
        quoted=quoted_ranges(html),
        html=html,
        wording=published_rules(),
    )
    if not links.read(html, text=text, own=[links.host_of(settings.SITE_ADDRESS)]).count:
        # Addresses of our own pages are no links to elsewhere.
        found = [one for one in found if one.family != "link" or one.kind == "contact"]
    return Reading(text, title, names, tuple(found), shifts)


def read_post(post: Post) -> Reading:
    """The text of `post` as it is now; its topic's title with an opening post."""
    writing = Cooked(
        source=post.body_source,
        format=post.body_format,
        html=post.body_html,
        text=post.body_text,
    )
    return read(writing, title=post.topic.title if post.opens_topic else "")


def typed_text(writing: Cooked) -> str:
    """The words of a text as they were typed, with handles where readers get names."""
    return _as_typed(writing)[0]


def _as_typed(writing: Cooked) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The typed words, and where those with names run ahead of them."""
    html = writing.html
    if 'class="mention"' not in html:
        return writing.text, ()
    stand_in = next(one for one in (*STAND_INS, "\0") if one not in html)
    handles = [mention[1] for mention in MENTION.finditer(html)]
    names = [plain(mention[0]) for mention in MENTION.finditer(html)]
    between = plain(MENTION.sub(stand_in, html)).split(stand_in)
    typed, shifts = between[0], []
    for handle, name, words in zip(handles, names, between[1:], strict=True):
        typed += f"@{handle}"
        shifts.append((len(typed), len(name) - len(handle) - 1))
        typed += words
    return typed, tuple(shifts)
