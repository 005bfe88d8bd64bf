"""What Wagtail's admin gets from the library. Each module registers its own part."""

from cms.wagtail_hooks import branding, from_readers, home, house, rich_text, snippets, workflow

__all__ = ["branding", "from_readers", "home", "house", "rich_text", "snippets", "workflow"]
