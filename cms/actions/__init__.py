"""What happens when…? One file per subject."""

from cms.actions.preparing import (
    CONTENT,
    bring_in_person,
    bring_in_references,
    prepare_library,
    write_article,
)

__all__ = [
    "CONTENT",
    "bring_in_person",
    "bring_in_references",
    "prepare_library",
    "write_article",
]
