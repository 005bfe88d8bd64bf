"""Forms of the library's own pages; those of Wagtail's admin are with their models."""
