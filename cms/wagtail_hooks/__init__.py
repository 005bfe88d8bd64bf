"""What Wagtail's admin gets from the library. Each module registers its own part."""

from cms.wagtail_hooks import snippets

__all__ = ["snippets"]
