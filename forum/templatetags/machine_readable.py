"""What the head of a topic's page says to machines."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from cms.structured import as_script
from forum import structured
from forum.models import Topic
from forum.reading import Page

register = template.Library()


@register.filter
def open_to_strangers(topic: Topic) -> bool:
    """Whether anybody may read it: nothing is told of any other topic."""
    return structured.is_open(topic)


@register.filter
def begins_with(page: Page) -> str:
    """The beginning of the page's first text."""
    return structured.description(page.posts)


@register.simple_tag(takes_context=True)
def structured_topic(context: Context) -> SafeString:
    """The topic of the page as JSON-LD, ready for its data block."""
    topic: Topic = context["topic"]
    page: Any = context["page"]
    answers = [named.post for named in page.answers]
    graph = structured.graph_of(topic, page.posts, number=page.number, accepted=answers)
    return as_script(graph)
