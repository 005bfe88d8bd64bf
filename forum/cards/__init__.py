"""Cards: what a link alone in its paragraph says about the page it leads to.

`Post.cards` holds, by address, the words of another site's page, `{"topic": id}` or
`{"page": id}` for one of our own, and `{}` where a worker has yet to ask. Our own pages are read
when the post is, for the rights of its reader; other sites never are.
"""

from forum.cards.addresses import Cards, is_card_site, is_external, known, wanted
from forum.cards.asking import note, take, tell_posts
from forum.cards.own import (
    OwnCards,
    own_cards,
    own_page_ids,
    own_topic_ids,
    target_of,
    words_of_page,
    words_of_topic,
)
from forum.cards.pages import TYPES, NothingToSay, words_of

__all__ = [
    "TYPES",
    "Cards",
    "NothingToSay",
    "OwnCards",
    "is_card_site",
    "is_external",
    "known",
    "note",
    "own_cards",
    "own_page_ids",
    "own_topic_ids",
    "take",
    "target_of",
    "tell_posts",
    "wanted",
    "words_of",
    "words_of_page",
    "words_of_topic",
]
