"""Other pages of ours that a topic's page names: similar discussions, and what its cards tell."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models.user import Reader
from forum.cards import OwnCards, own_page_ids, own_topic_ids
from forum.models import Post, Topic
from forum.reading.library import kept_pages

SHOWN = 5  # similar discussions named beside a topic


@dataclass(frozen=True)
class Neighbors:
    """`named` are the asked-for topics that the reader may read, by number."""

    similar: list[Topic]
    cards: OwnCards
    named: dict[int, Topic]


def read_neighbors(
    topic: Topic, posts: Iterable[Post], reader: Reader, named: Iterable[int] = ()
) -> Neighbors:
    """What `reader` may see of them: one query for all topics, none where there are none.

    Cards of library pages come from the list of pages that is kept anyway.
    """
    posts = list(posts)
    similar = topic.similar[:SHOWN]
    numbers = {*similar, *own_topic_ids(posts), *named}
    topics = (
        Topic.objects.listed_for(reader).select_related("category").in_bulk(numbers)
        if numbers
        else {}
    )
    cited = own_page_ids(posts)
    pages = {page.pk: page for page in kept_pages() if page.pk in cited} if cited else {}
    return Neighbors(
        similar=[topics[number] for number in similar if number in topics],
        cards=OwnCards(topics=topics, pages=pages),
        named=topics,
    )
