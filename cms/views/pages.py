"""Finding the page of the library that an address below it belongs to."""

from django.http import Http404, HttpRequest

from cms.models import LibraryEntry


def public_page(request: HttpRequest, path: str) -> LibraryEntry:
    """The entry of the page at /library/`path`/ that everybody may read, else `Http404`."""
    entry = (
        LibraryEntry.objects.listed()
        .select_related("page")
        .filter(address=f"/library/{path.strip('/')}/")
        .first()
    )
    if entry is None:
        raise Http404("No such page.")
    return entry
