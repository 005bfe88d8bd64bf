"""Who may read which categories. One rule for pages, lists, feeds and search."""

from accounts.models.user import Reader


def readable_visibilities(reader: Reader) -> list[str]:
    """The kinds of category `reader` may read."""
    kinds = ["public"]
    if reader.is_authenticated:
        kinds.append("members")
        if reader.is_prescriber or reader.is_moderator:
            kinds.append("prescribers")
    return kinds
