"""How a play shows where its resources stand."""

from urllib.parse import urlsplit

from django import template

register = template.Library()


@register.filter
def site_name(address: str) -> str:
    """The name of the site that a web address leads to, as readers know it."""
    return (urlsplit(address).hostname or "").removeprefix("www.")
