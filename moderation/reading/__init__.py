"""What a moderator reads beside one item; one file per subject."""

from moderation.reading.author import AuthorBefore, author_before
from moderation.reading.beside import Beside, around_edit, around_post
from moderation.reading.checks import Check, checks_of, marked_body, marked_title
from moderation.reading.similar import Similar, similar_decisions

__all__ = [
    "AuthorBefore",
    "Beside",
    "Check",
    "Similar",
    "around_edit",
    "around_post",
    "author_before",
    "checks_of",
    "marked_body",
    "marked_title",
    "similar_decisions",
]
