"""What happens when…? One file per subject."""

from cms.actions.bringing_in import (
    bring_in_organization,
    bring_in_person,
    bring_in_references,
    bring_in_terms,
    load,
)
from cms.actions.preparing import prepare_library
from cms.actions.printing import Order, drop_handouts, order_handout
from cms.actions.reviewing import confirm_unchanged
from cms.actions.writing import open_page, write_article, write_page

__all__ = [
    "Order",
    "bring_in_organization",
    "bring_in_person",
    "bring_in_references",
    "bring_in_terms",
    "confirm_unchanged",
    "drop_handouts",
    "load",
    "open_page",
    "order_handout",
    "prepare_library",
    "write_article",
    "write_page",
]
