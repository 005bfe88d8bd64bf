"""Which library pages, which wordings?"""

from typing import TYPE_CHECKING

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

if TYPE_CHECKING:
    # Ruff does not see the second name in the string below.
    from cms.models import ArticlePage, LanguageEntry  # noqa: F401


class ArticleQuerySet(PageQuerySet):
    def listed(self) -> "ArticleQuerySet":
        """Published and open to everybody: what lists, feeds and counts may show."""
        return self.live().public()

    def listed_at_once(self) -> "ArticleQuerySet":
        """The same as `listed`, which asks for the restrictions in a query of its own."""
        path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
        restricted = PageViewRestriction.objects.annotate(path=path).filter(
            path__startswith=F("page__path")
        )
        return self.live().filter(~Exists(restricted))

    def under(self, page: Page) -> "ArticleQuerySet":
        return self.descendant_of(page)

    def newest_first(self) -> "ArticleQuerySet":
        return self.order_by("-first_published_at", "-pk")


ArticleManager: type[PageManager["ArticlePage"]] = PageManager.from_queryset(ArticleQuerySet)


class LanguageEntryQuerySet(QuerySet["LanguageEntry"]):
    def published(self) -> "LanguageEntryQuerySet":
        """What acts, in the order in which it was written down."""
        return self.filter(live=True).order_by("pk")
