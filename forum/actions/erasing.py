"""What goes with a text that is erased for good, wherever else it was written down."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from html import unescape

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from accounts.models import OutboxMessage, User
from forum import diffs, quotations, similar
from forum.actions import echoes
from forum.models import (
    Draft,
    LinkCard,
    PendingEdit,
    Post,
    PostVersion,
    Receipt,
    Topic,
    Upload,
)
from forum.orphans import erase as erase_files
from forum.sanitize import image_tokens, plain

POST = re.compile(r"/posts/(\d+)/|#post-(\d+)\b")
TOPIC = re.compile(r"/(\d+)-[\w-]*/")
PLACE = re.compile(r"/(\d+)-[\w-]*/\?post=(\d+)\b")
RECEIPT = re.compile(r"/(?:receipts|confirm)/([\w-]+)/")
SHORT = 20  # characters: a shorter text may be part of any other
HREF = re.compile(r'href="([^"]+)"')


@dataclass(frozen=True)
class Traces:
    """What a post is known by elsewhere, read before its texts go.

    Its versions and texts, of an opening post the titles; the images and links of every text; the
    people who wrote one of them. `merged` are the topics that it opened before they were merged
    into its own.
    """

    post: Post
    versions: list[int]
    texts: set[str]
    titles: set[str]
    images: set[str]
    links: set[str]
    writers: list[User]
    merged: list[int]


def traces_of(post: Post) -> Traces:
    """Read before the texts go."""
    earlier = list(post.versions.select_related("replaced_by"))
    edits = list(post.edits.select_related("author"))
    rows: list[Post | PostVersion | PendingEdit] = [post, *earlier, *edits]
    htmls = [one.body_html for one in rows]
    texts = {*map(plain, htmls), *(one.body_source for one in rows)}
    titles = {one.title for one in earlier} | {one.title for one in edits}
    titles |= {post.topic.title} if post.opens_topic else set()
    lines = [event for event in post.topic.events if event.get("post") == post.pk]
    opened = [event for event in lines if event.get("title")]
    titles |= {event["title"] for event in opened}
    people = [post.writer, *(one.replaced_by for one in earlier), *(one.author for one in edits)]
    return Traces(
        post=post,
        versions=[post.version, *(one.version for one in earlier)],
        texts={_one_line(text) for text in texts} - {""},
        titles=titles - {""},
        images={token for html in htmls for token in image_tokens(html)},
        links={unescape(href) for html in htmls for href in HREF.findall(html)} | set(post.cards),
        writers=[person for person in people if person],
        merged=[event["topic"] for event in opened],
    )


def erase(traces: Traces) -> None:
    """Forget what drafts, titles, look-ups, caches, logs, mail and cards still say of it.

    In the transaction of the purge, with post and topic locked; locks mail, then cards, last.
    Quotes in other texts are `forum.actions.quotes`'.
    """
    post = traces.post
    transaction.on_commit(partial(diffs.forget, post.pk, traces.versions), robust=True)
    post.moves.forget_words()
    quotations.forget(post)
    _erase_drafts(traces)
    _release_images(traces)
    logged: list[Post | Topic] = [post]
    if post.opens_topic:
        post.topic.erase()
        similar.index(post.topic)
        # Other texts one by one, each with its lock, which comes before this topic's.
        transaction.on_commit(partial(echoes.forget_address, post.topic_id), robust=True)
        logged.append(post.topic)
    if traces.merged:
        logged += _erase_merged(traces)
    _erase_log_of_the_admin(logged)
    _erase_mail(traces)
    _erase_cards(traces.links)


def _erase_merged(traces: Traces) -> list[Topic]:
    """The topics that the post opened once; their titles are in lines above it as well."""
    topic = traces.post.topic
    topic.events = [
        {**event, "title": ""} if event.get("post") == traces.post.pk else event
        for event in topic.events
    ]
    topic.save(update_fields=["events"])
    merged = list(Topic.objects.filter(pk__in=traces.merged))
    for one in merged:
        one.erase()
        transaction.on_commit(partial(echoes.forget_address, one.pk), robust=True)
    return merged


def _one_line(text: str) -> str:
    return " ".join(text.split())


# --- texts of others and of the author -----------------------------------------------------------


def _erase_drafts(traces: Traces) -> None:
    """Drafts of its edits, and what other tabs of its writer still keep of the same text."""
    post = traces.post
    Draft.objects.for_target(f"edit:{post.pk}").delete()
    target = "new" if post.opens_topic else f"topic:{post.topic_id}"
    for draft in Draft.objects.for_target(target).filter(person__in=traces.writers):
        words = _one_line(draft.text)
        title = str(draft.fields.get("title", "")).strip()
        if _is_same(words, traces.texts) or (title and title in traces.titles):
            draft.delete()


def _is_same(words: str, texts: set[str]) -> bool:
    """Whether a draft is one of `texts`, its beginning, or the whole of it and more."""
    if not words:
        return False
    return any(words in text or (len(text) >= SHORT and text in words) for text in texts)


def _release_images(traces: Traces) -> None:
    """Images that only an earlier text of it had shown; its own are released with it."""
    loose = Upload.objects.unattached().owned_by(*traces.writers).named(traces.images)
    keys = list(loose.values_list("pk", flat=True))
    if keys:
        loose.release()
        transaction.on_commit(lambda: erase_files(keys), robust=True)


def _erase_log_of_the_admin(rows: Iterable[Post | Topic]) -> None:
    """The admin writes down what a row was called when somebody changed it."""
    for row in rows:
        kind = ContentType.objects.get_for_model(row)
        entries = LogEntry.objects.filter(content_type=kind, object_id=str(row.pk))
        entries.update(object_repr=f"{row._meta.verbose_name} {row.pk}")


# --- mail and cards ------------------------------------------------------------------------------


def _erase_mail(traces: Traces) -> None:
    """Messages about the post, sent or not; of an opening post all that name its topic.

    Another topic may have the same title, so the address in each says which one it is about.
    """
    post = traces.post
    token = Receipt.objects.filter(post=post).values_list("token", "email_token").first() or ()
    signs = [f"/posts/{post.pk}/", f"#post-{post.pk}", *token, *traces.titles]
    if not post.opens_topic and post.position:
        signs.append(f"/{post.topic_id}-")
    messages = OutboxMessage.objects.naming(signs)
    texts = dict(messages.values_list("pk", "text"))
    posts = {post.pk}
    if post.opens_topic:
        posts |= set(post.topic.posts.values_list("pk", flat=True))
    due = [pk for pk, text in texts.items() if _is_about(text, traces, posts)]
    OutboxMessage.objects.filter(pk__in=due).delete()


def _is_about(text: str, traces: Traces, posts: set[int]) -> bool:
    post = traces.post
    opened = {*traces.merged, *([post.topic_id] if post.opens_topic else [])}
    if posts & {int(one or other) for one, other in POST.findall(text)}:
        return True
    if opened.intersection(map(int, TOPIC.findall(text))):
        return True
    if (str(post.topic_id), str(post.position)) in PLACE.findall(text):
        return True
    tokens = RECEIPT.findall(text)
    mine = Receipt.objects.filter(post__in=posts)
    return bool(tokens) and (
        mine.filter(token__in=tokens).exists() or mine.filter(email_token__in=tokens).exists()
    )


def _erase_cards(links: set[str]) -> None:
    """Cards that no other post shows; an address may say who it is about."""
    cards = LinkCard.objects.at(links).order_by("address").select_for_update(no_key=True)
    for card in cards:
        if not Post.objects.filter(cards__has_key=card.address).exists():
            card.delete()
