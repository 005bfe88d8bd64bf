"""What goes with a text that is erased for good, wherever else it was written down."""

import re
from dataclasses import dataclass
from functools import partial

from django.db import transaction

from accounts.models import OutboxMessage
from forum import diffs, similar
from forum.models import Draft, Post, Receipt

POST = re.compile(r"/posts/(\d+)/")
TOPIC = re.compile(r"/(\d+)-[\w-]*/")
RECEIPT = re.compile(r"/receipts/([\w-]+)/")


@dataclass(frozen=True)
class Traces:
    """What a post is known by elsewhere: the versions it had, and its topic's titles."""

    post: Post
    versions: list[int]
    titles: set[str]


def traces_of(post: Post) -> Traces:
    """Read before the texts go."""
    earlier = dict(post.versions.values_list("version", "title"))
    titles = {post.topic.title, *earlier.values()} - {""} if post.opens_topic else set()
    return Traces(post, [post.version, *earlier], titles)


def erase(traces: Traces) -> None:
    """Forget what drafts, the title, look-ups, the cache and mail still say of a purged post.

    In the transaction of the purge, with post and topic locked; locks mail last.
    """
    post = traces.post
    transaction.on_commit(partial(diffs.forget, post.pk, traces.versions), robust=True)
    Draft.objects.for_target(f"edit:{post.pk}").delete()
    if post.opens_topic:
        post.topic.erase()
        similar.index(post.topic)
        _erase_mail(traces)


def _erase_mail(traces: Traces) -> None:
    """Messages that name the topic by one of its titles, sent or not.

    Another topic may have the same title, so the address in each says which one it is about.
    """
    messages = OutboxMessage.objects.naming(traces.titles)
    texts = dict(messages.values_list("pk", "text"))
    if texts:
        topic = traces.post.topic_id
        posts = set(traces.post.topic.posts.values_list("pk", flat=True))
        due = [pk for pk, text in texts.items() if _is_about(text, topic, posts)]
        OutboxMessage.objects.filter(pk__in=due).delete()


def _is_about(text: str, topic: int, posts: set[int]) -> bool:
    if topic in map(int, TOPIC.findall(text)) or posts.intersection(map(int, POST.findall(text))):
        return True
    tokens = RECEIPT.findall(text)
    return bool(tokens) and Receipt.objects.filter(token__in=tokens, post__in=posts).exists()
