"""What members react to, keep and have read."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone

from accounts.models.user import Reader
from forum.querysets.readers import readable_visibilities

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from forum.models import Bookmark, ReadMark  # noqa: F401


class Kinds(models.Aggregate):
    """Kinds of reactions, joined by commas, on every database."""

    function = "GROUP_CONCAT"
    output_field = models.CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "STRING_AGG(%(expressions)s, ',')"
        return self.as_sql(compiler, connection, template=template, **context)


class BookmarkQuerySet(models.QuerySet["Bookmark"]):
    def of(self, reader: Reader) -> "BookmarkQuerySet":
        return self.filter(person=reader) if reader.is_authenticated else self.none()

    def listed_for(self, reader: Reader) -> "BookmarkQuerySet":
        """The reader's own, as long as the post is still one they find; the rest is kept unseen."""
        return self.of(reader).filter(
            post__state="published",
            post__topic__is_public=True,
            post__topic__category__visibility__in=readable_visibilities(reader),
        )

    def for_list(self) -> "BookmarkQuerySet":
        """With post, author, topic and category; without the texts that no list shows."""
        return self.select_related("post__author", "post__topic__category").defer(
            "post__body_source", "post__body_html", "post__cards", "post__author__bio"
        )


class ReadMarkQuerySet(models.QuerySet["ReadMark"]):
    def of(self, reader: Reader) -> "ReadMarkQuerySet":
        return self.filter(person=reader) if reader.is_authenticated else self.none()

    def advance(self, position: int) -> int:
        """Move marks that stand before `position` there; never one backwards."""
        behind = self.filter(position__lt=position)
        return behind.update(position=position, read_at=timezone.now())
