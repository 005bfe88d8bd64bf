"""The discussion of a library page, under it."""

import pickle
from hashlib import sha256
from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from accounts.models.user import Reader
from cms.parts import keep, kept, key_of
from forum.reading.comments import comment_policy, comments_of, replies_since

register = template.Library()


@register.simple_tag(takes_context=True)
def page_discussion(context: Context, page: Any) -> SafeString:
    """The comments under `page`; nothing in a preview, where there is no discussion yet."""
    request = context.get("request")
    if not page.pk or not page.live or request is None or getattr(request, "is_preview", False):
        return SafeString("")
    reader: Reader = getattr(request, "user", None) or AnonymousUser()
    found = comments_of(page.pk, reader, on=page)
    if found.topic is None:
        return SafeString("")
    new = None
    if reader.is_authenticated and reader.is_editor and page.last_reviewed:
        new = replies_since(found.topic, page.last_reviewed)
    here = {
        "page": page,
        "topic": found.topic,
        "found": found,
        "new": new,
        "policy": comment_policy() if found.can_reply else "",
    }
    if reader.is_authenticated:
        return render_to_string("forum/_page_discussion.html", here, request=request)
    return _as_visitors_see_it(here, request)


@register.simple_tag
def comment_rules() -> str:
    """What a comment on a library page should be, as the editors word it; above every form."""
    return str(comment_policy())


def _as_visitors_see_it(here: dict[str, Any], request: HttpRequest) -> SafeString:
    """Drawn once for the same rows: the key is a digest of all that was just read of them.

    So whatever changes in a comment or its author has another key, and nothing is to be forgotten.
    """
    read = pickle.dumps((here["found"], here["policy"], here["page"].pk))
    key = key_of("discussion", sha256(read).hexdigest(), get_language(), request.get_host())
    drawn: SafeString | None = kept(key)
    if drawn is None:
        drawn = render_to_string("forum/_page_discussion.html", here, request=request)
        keep(key, drawn)
    return drawn
