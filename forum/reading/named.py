"""Posts that a topic names on top, and where they are."""

import re
from dataclasses import dataclass

from forum.models import Post
from forum.models.topic import page_of
from forum.sanitize import own_words

BRIEF = 240  # characters of an answer that are told on top, whole sentences if there is one
SENTENCE = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])")


@dataclass(frozen=True)
class Named:
    """A highlighted post and its address as seen from the page that names it."""

    post: Post
    url: str

    @property
    def text(self) -> str:
        return first_sentences(own_words(self.post.body_html) or self.post.body_text)


def first_sentences(text: str) -> str:
    """The sentences that fit into `BRIEF` characters; the first one is cut where it is longer."""
    words = " ".join(text.split())
    if len(words) <= BRIEF:
        return words
    told = ""
    for sentence in SENTENCE.split(words):
        longer = f"{told} {sentence}".strip()
        if len(longer) > BRIEF:
            break
        told = longer
    if told:
        return told
    return words[: BRIEF - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def page_address(address: str, number: int) -> str:
    return address if number == 1 else f"{address}?page={number}"


def post_address(post: Post, address: str, *, on_page: int) -> str:
    """Where `post` is, as seen from page `on_page` of its topic."""
    number = page_of(post.position or 1)
    place = f"#post-{post.pk}"
    return place if number == on_page else page_address(address, number) + place
