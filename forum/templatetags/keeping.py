"""What the forms say about drafts and images."""

from dataclasses import dataclass
from typing import Any

from django import forms, template
from django.conf import settings
from django.template import Context

from forum import images

register = template.Library()


@dataclass(frozen=True)
class DraftOfForm:
    """Which draft a form continues.

    `version` is the one whose text it shows, 0 for none; `is_known` tells whether the server has
    looked. A form without a target keeps no drafts.
    """

    target: str
    version: int
    is_known: bool

    @property
    def was_restored(self) -> bool:
        return self.is_known and self.version > 0


@register.simple_tag(takes_context=True)
def draft_of_form(context: Context, form: forms.Form) -> DraftOfForm:
    """The draft of `form`, by what stands around it: a topic, a post, or nothing yet."""
    version = form.data.get("draft", "") if form.is_bound else form.initial.get("draft", "")
    number = int(version) if str(version).isascii() and str(version).isdigit() else 0
    return DraftOfForm(_target(context, form), number, form.is_bound or version != "")


def _target(context: Context, form: forms.Form) -> str:
    if "version" in form.fields:
        own = context["post"].is_by(context["user"])
        return f"edit:{context['post'].pk}" if own else ""
    if "category" in form.fields:
        return "new"
    return f"topic:{context['topic'].pk}" if context.get("topic") else ""


@register.simple_tag
def upload_limits() -> dict[str, Any]:
    """What an image may be."""
    return {
        "bytes": settings.UPLOAD_MAX_BYTES,
        "kinds": ",".join(images.CONTENT_TYPES),
        "alt": settings.ALT_MAX,
        "too_large": str(images.too_large()),
    }
