"""The way from a library page back to the discussion that it grew out of."""

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from forum.permissions import can_edit_library
from forum.reading.promoted import grown

register = template.Library()


@register.simple_tag(takes_context=True)
def grown_from(context: Context, page: Any) -> SafeString:
    """The line that names the discussions `page` grew out of, as far as the reader may see them.

    One query; nothing for a page that an editor began without one.
    """
    reader = context.get("user") or AnonymousUser()
    discussions = grown(page, reader)
    if not discussions:
        return SafeString("")
    shown = {"discussions": discussions, "page": page, "is_editor": can_edit_library(reader)}
    return render_to_string("forum/_grown_from.html", shown)
