"""From which discussions a page grew, and what was said there since it was reviewed."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce, TruncDate
from wagtail.models import Page

from accounts.models.user import Reader
from cms.models import LibraryEntry
from forum.models import Post, Promotion, Topic
from forum.permissions import can_edit_library

ROWS = 8  # pages that the admin's first page names


@dataclass(frozen=True)
class Grown:
    """A discussion that a page grew out of; `new` replies came after `since`, for editors."""

    topic: Topic
    new: int = 0
    since: date | None = None


def grown(page: Page, reader: Reader) -> list[Grown]:
    """The discussions that `page` grew out of, as `reader` may see them. One query.

    Editors are told how many replies came since the last review, or since the page appeared.
    """
    promotions = Promotion.objects.filter(page=page.pk).seen_by(reader).order_by("pk")
    since = reviewed_on(page) if can_edit_library(reader) else None
    if since is None:
        return [Grown(one.topic) for one in promotions]
    later = Q(topic__posts__state="published", topic__posts__published_at__date__gt=since)
    counted = promotions.annotate(new=Count("topic__posts", filter=later))
    return [Grown(one.topic, one.new, since) for one in counted]


def reviewed_on(page: Page) -> date | None:
    """When the page was looked at as a whole for the last time; None for one never published."""
    reviewed: date | None = getattr(page, "last_reviewed", None)
    if reviewed:
        return reviewed
    return page.first_published_at.date() if page.first_published_at else None


@dataclass(frozen=True)
class Waiting:
    """A public page and the number of replies in the discussions it grew from since its review."""

    page_id: int
    title: str
    replies: int


def new_since_review() -> list[Waiting]:
    """Pages whose source discussions went on, the most talked about first. One query."""
    page = "topic__promotions__page__library_entry"
    reviewed = Coalesce(F(f"{page}__last_reviewed"), TruncDate(f"{page}__first_published_at"))
    replies = Post.objects.published().filter(
        **{f"{page}__isnull": False}, opens_topic=False, topic__is_public=True
    )
    found = (
        replies.alias(since=reviewed)
        .filter(published_at__date__gt=F("since"))
        .order_by()
        .values(page_id=F(f"{page}__pk"), title=F(f"{page}__title"))
        .annotate(replies=Count("pk"))
        .order_by("-replies", "title")
    )
    return [Waiting(**row) for row in found[:ROWS]]


def became(topic: Topic) -> list[LibraryEntry]:
    """The public pages that grew out of `topic`; no query where none was begun from it."""
    if not getattr(topic, "is_promoted", False):
        return []
    return list(Promotion.objects.entries_of(topic))
