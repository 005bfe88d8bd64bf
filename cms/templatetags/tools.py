"""How the page of a calculator gets its scale."""

from typing import Any

from django import template

from cms import scales

register = template.Library()


@register.simple_tag
def scale(key: str) -> dict[str, Any]:
    """Items, bands and examples of the scale `key`."""
    return scales.scale(key)
