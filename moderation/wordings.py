"""The reasons that moderators own, in the words they have now.

`moderation.reasons` is what a new site begins with; from then on the rows count. A decision keeps
the words it was made with.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.models import Post
from moderation.models import CannedReason
from moderation.reasons import REASONS

VARIABLE = re.compile(r"\{(name|topic|rule|passages)\}")
UNDONE = "undone"  # the reason of a removal that only takes an approval back


@dataclass(frozen=True)
class Wording:
    """`name` is what a moderator picks, `public` what readers are told, `message` a first draft.

    `version` counts the wordings of `code`; 0 is what stands in the code.
    """

    code: str
    version: int
    name: str
    public: str
    message: str = ""
    rule: str = ""


class NoSuchReason(Exception):
    """No reason with this code is on record."""


def offered() -> list[Wording]:
    """The reasons to pick from, in their order. One query."""
    rows = list(CannedReason.objects.offered().worded())
    return [_as_wording(row) for row in rows] or _as_delivered()


def wording_of(code: str) -> Wording:
    """The present words of one reason, retired or not. One query."""
    if code == UNDONE:
        return Wording(UNDONE, 0, _("Approval taken back"), _("a moderator is reading it again"))
    row = CannedReason.objects.filter(code=code).worded().first()
    if row is not None:
        return _as_wording(row)
    for wording in _as_delivered():
        if wording.code == code:
            return wording
    raise NoSuchReason(code)


def filled(text: str, post: Post, *, rule: str = "", passages: int | None = 0) -> str:
    """`text` with what stands for its variables; nothing else in braces means anything.

    Passages are counted and never repeated: what they say is in no message. None leaves
    {passages} as it is, for a form in which they are still being marked.
    """
    words = {"name": post.author_name, "topic": post.topic.title, "rule": rule}
    if passages is not None:
        words["passages"] = passages_in_words(passages)
    return VARIABLE.sub(lambda found: words.get(found[1], found[0]), text)


def passages_in_words(number: int) -> str:
    """What stands for {passages}: how many are marked in the author's text."""
    if not number:
        return _("your text")
    return ngettext(
        "the passage marked in your text", "the %(n)s passages marked in your text", number
    ) % {"n": number}


def message_for(wording: Wording, typed: str, post: Post, *, passages: int | None = 0) -> str:
    """What the author reads: the moderator's words, or else the standard ones, variables filled."""
    return filled(typed or wording.message, post, rule=wording.rule, passages=passages).strip()


def _as_wording(row: CannedReason) -> Wording:
    said = vars(row)
    return Wording(
        row.code,
        said["words_version"],
        said["words_name"],
        said["words_public"],
        said["words_message"],
        row.rule,
    )


def _as_delivered() -> list[Wording]:
    return [
        Wording(one.code, 0, str(one.name), str(one.public), str(one.message)) for one in REASONS
    ]
