"""Which pages of the tree?"""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from cms.shelf import mark_expression


class LibraryPageQuerySet(PageQuerySet):
    def listed(self) -> "LibraryPageQuerySet":
        """Published and open to everybody: what lists, feeds and counts may show."""
        return self.live().public()

    def listed_at_once(self) -> "LibraryPageQuerySet":
        """The same as `listed`, which asks for the restrictions in a query of its own."""
        path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
        restricted = PageViewRestriction.objects.annotate(path=path).filter(
            path__startswith=F("page__path")
        )
        return self.live().filter(~Exists(restricted))

    def for_serving(self) -> "LibraryPageQuerySet":
        """Pages that everybody may read, each with the `mark` of now; see cms.shelf."""
        return self.listed_at_once().annotate(mark=mark_expression())

    def under(self, page: Page) -> "LibraryPageQuerySet":
        return self.descendant_of(page)

    def newest_first(self) -> "LibraryPageQuerySet":
        return self.order_by("-first_published_at", "-pk")


LibraryPageManager: type[PageManager] = PageManager.from_queryset(LibraryPageQuerySet)
