"""Which library pages?"""

from typing import TYPE_CHECKING

from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

if TYPE_CHECKING:
    from cms.models import ArticlePage


class ArticleQuerySet(PageQuerySet):
    def listed(self) -> "ArticleQuerySet":
        """Published and open to everybody: what lists, feeds and counts may show."""
        return self.live().public()

    def under(self, page: Page) -> "ArticleQuerySet":
        return self.descendant_of(page)

    def newest_first(self) -> "ArticleQuerySet":
        return self.order_by("-first_published_at", "-pk")


ArticleManager: type[PageManager["ArticlePage"]] = PageManager.from_queryset(ArticleQuerySet)
