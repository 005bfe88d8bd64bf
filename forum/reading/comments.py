"""The discussion of a library page, as it stands under the page."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Least
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from accounts.models.user import Reader
from cms.compiled import Compiled
from cms.models import Contribution, HouseWords, Kind, LibraryEntry
from forum.models import Post, Topic
from forum.permissions import can_reply
from forum.querysets.posts import PostQuerySet
from forum.querysets.readers import readable_visibilities
from forum.reading.events import closing_word

KEEP = 60  # seconds for which pages repeat the comment policy
ROWS = 8  # pages that the admin's first page names

DISCUSSION_OF: dict[str, Promise] = {
    Kind.ARTICLE: _("Discussion of the article"),
    Kind.PLAY: _("Discussion of the play"),
    Kind.BLOG: _("Discussion of the blog post"),
    Kind.SERIES: _("Discussion of the series"),
    Kind.TOOL: _("Discussion of the tool"),
}


@dataclass(frozen=True)
class Discussed:
    """The page that a topic discusses, and what the two are called together."""

    entry: LibraryEntry
    words: str | Promise


@dataclass(frozen=True)
class Talked:
    """A page and the number of replies in its discussion since its last review."""

    title: str
    address: str
    replies: int


@dataclass(frozen=True)
class Comment:
    """One comment and the shown answers to it, all on one level."""

    post: Post
    answers: list[Post] = field(default_factory=list)


@dataclass(frozen=True)
class Comments:
    """What stands under a page; `topic` is None where the reader sees no discussion of it.

    `why_closed` says why it takes no replies, where something is known.
    """

    topic: Topic | None = None
    comments: list[Comment] = field(default_factory=list)
    can_reply: bool = False
    why_closed: str = ""

    @property
    def total(self) -> int:
        return self.topic.reply_count if self.topic else 0


def comments_of(page_id: int, reader: Reader, *, on: Page | None = None) -> Comments:
    """The comments under a page as `reader` may see them. Two queries, however many there are.

    One for a visitor where `on` is the page as it was looked up with its discussion; see
    cms.querysets. A page without discussion then costs none.

    Half of those shown are the most helpful of the `COMMENTS_CONSIDERED` newest, the others the
    newest, all in the order in which they were said. Only published posts of a topic that the
    reader may read are ever looked at.
    """
    topic = _topic_of(page_id, reader, on)
    if topic is None:
        return Comments()
    shown = _posts(topic, page_id) if topic.reply_count else []
    return Comments(
        topic=topic,
        comments=_nested(shown),
        can_reply=can_reply(reader, topic),
        why_closed=closing_word(topic),
    )


def discussed_page(topic: Topic) -> Discussed | None:
    """The public page that `topic` discusses. One query, none for any other topic."""
    if not topic.page_id:
        return None
    entry = LibraryEntry.objects.listed().filter(pk=topic.page_id).first()
    if entry is None:
        return None
    return Discussed(entry, DISCUSSION_OF.get(entry.kind, _("Discussion of the library page")))


def replies_since(topic: Topic, last_reviewed: date | None) -> int:
    """How many replies were published after the day on which the page was last reviewed."""
    replies = topic.posts.published().filter(opens_topic=False)
    if last_reviewed:
        replies = replies.filter(published_at__date__gt=last_reviewed)
    return replies.count()


def discussed_since_review() -> list[Talked]:
    """Pages with replies after their last review, the most talked about first. One query."""
    reviewed = F("topic__page__library_entry__last_reviewed")
    since = Q(published_at__date__gt=reviewed) | Q(
        topic__page__library_entry__last_reviewed__isnull=True
    )
    replies = Post.objects.published().filter(since, opens_topic=False, topic__is_public=True)
    found = (
        replies.filter(topic__page__library_entry__isnull=False)
        .order_by()
        .values(
            title=F("topic__page__library_entry__title"),
            address=F("topic__page__library_entry__address"),
        )
        .annotate(replies=Count("pk"))
        .order_by("-replies", "title")
    )
    return [Talked(**row) for row in found[:ROWS]]


def comment_policy() -> str:
    """What the house asks of comments."""
    return HouseWords.current().comment_policy


# --- parts ------------------------------------------------------------------------------------


def _topic_of(page_id: int, reader: Reader, on: Page | None) -> Topic | None:
    relation = Page._meta.get_field("discussion")
    if on is not None and not reader.is_authenticated and relation.is_cached(on):
        known: Topic | None = relation.get_cached_value(on)
        readable = readable_visibilities(reader)
        if known and known.is_public and known.category.visibility in readable:
            return known
        return None
    topics = Topic.objects.visible_to(reader).filter(is_public=True, page=page_id)
    return topics.select_related("category").first()


def _posts(topic: Topic, page_id: int) -> list[Post]:
    most = settings.COMMENTS_UNDER_PAGE
    if topic.reply_count <= most:
        posts = _all_of().ask(topic=topic.pk, page=page_id)
    else:
        first = topic.last_position - settings.COMMENTS_CONSIDERED
        posts = _some_of(most).ask(topic=topic.pk, page=page_id, first=max(0, first))
    chosen = _chosen(posts)
    shown = [post for post in posts if post.pk in chosen]
    for post in shown:
        post.topic = topic  # so that asking for its category costs nothing
    return shown


@lru_cache
def _all_of() -> Compiled[Post]:
    return Compiled(lambda topic, page: _drawn(_replies(topic), page), topic=int, page=int)


@lru_cache
def _some_of(most: int) -> Compiled[Post]:
    """A few more than are shown, in the query that reads them: no text is read in vain."""

    def build(topic: int, page: int, first: int) -> QuerySet[Post]:
        replies = _replies(topic)
        voted = replies.filter(position__gt=first, reaction_counts__helpful__gt=0)
        useful = voted.order_by("-reaction_counts__helpful", "-position")[: most // 2]
        newest = replies.order_by("-position")[:most]
        wanted = Q(pk__in=useful.values("pk")) | Q(pk__in=newest.values("pk"))
        # The lowest place that either can have: without it PostgreSQL reads the posts of all topics.
        oldest = Coalesce(Subquery(newest.values("position")[most - 1 : most]), 0)
        return _drawn(replies.filter(wanted, position__gte=Least(first, oldest)), page)

    return Compiled(build, topic=int, page=int, first=int)


def _replies(topic_id: int) -> PostQuerySet:
    return Post.objects.published().filter(topic=topic_id, opens_topic=False)


def _drawn(posts: PostQuerySet, page_id: int) -> QuerySet[Post]:
    """With all that is shown of them under a page."""
    with_roles = posts.for_page().annotate(
        by_page_author=_contributed(page_id, Contribution.Role.AUTHOR),
        by_page_editor=_contributed(page_id, Contribution.Role.EDITOR) | _owns(page_id),
    )
    return with_roles.in_reading_order()


def _chosen(posts: list[Post]) -> set[int]:
    most = settings.COMMENTS_UNDER_PAGE
    rows = sorted(posts, key=lambda post: post.position or 0, reverse=True)
    voted = [post for post in rows if post.reaction_counts.get("helpful", 0)]
    useful = sorted(voted, key=lambda post: -post.reaction_counts["helpful"])[: most // 2]
    newest = [post for post in rows if post not in useful]
    return {post.pk for post in (*useful, *newest[: most - len(useful)])}


def _contributed(page_id: int, role: str) -> Exists:
    here = Contribution.objects.filter(page=page_id, role=role)
    return Exists(here.filter(person__user=OuterRef("author")))


def _owns(page_id: int) -> Exists:
    return Exists(Page.objects.filter(pk=page_id, owner=OuterRef("author")))


def _nested(posts: Sequence[Post]) -> list[Comment]:
    """Each answer under the comment that its talk began with, where that one is shown."""
    found: dict[int, Comment] = {}
    begun_by: dict[int, int] = {}
    for post in posts:
        parent = begun_by.get(post.reply_to_id or 0)
        if parent is None:
            found[post.pk] = Comment(post)
            begun_by[post.pk] = post.pk
        else:
            found[parent].answers.append(post)
            begun_by[post.pk] = parent
    return list(found.values())
