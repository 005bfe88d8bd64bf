"""The summary box of a case or a practice tip."""

from typing import Any

from django import template

from forum import details

register = template.Library()


@register.filter
def facts(fields: dict[str, Any]) -> list[details.Fact]:
    """The box's lines of label and value."""
    return details.facts(fields)
