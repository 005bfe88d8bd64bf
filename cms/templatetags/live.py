"""Partials that belong to one reader or one moment, in pages that are kept for all."""

from django import template
from django.template import Context, Engine
from django.utils.safestring import SafeString

from cms.parts import slot_of

register = template.Library()


@register.simple_tag(takes_context=True)
def live(context: Context, name: str, *, number: int = 0, marked: bool = False) -> SafeString:
    """The partial `name`: `{% live "cms/_helpful.html" %}`. It gets the `number`, where there is one.

    What is `marked` is the same for all visitors until the mark of the shelves changes.

    While a page is rendered for keeping, a cut in its place; see cms.parts. The partial is
    then rendered at each request with `page` (the bare row of the tree), `entry` and the
    `quotations` of the page alone.
    """
    slots = context.get("slots")
    if slots is not None:
        return slots.cut(slot_of(name, number=number, marked=marked))
    engine = context.template.engine if context.template else Engine.get_default()
    with context.push(number=number):
        return engine.get_template(name).render(context)
