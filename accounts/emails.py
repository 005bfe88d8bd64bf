"""What a message looks like: subject, text and HTML from three small templates."""

from dataclasses import dataclass, field
from typing import Any

import css_inline
from django.conf import settings
from django.template.loader import render_to_string


@dataclass(frozen=True)
class Letter:
    """A message ready to send: one-line subject, plain text, HTML with inline styles.

    `headers` are further ones, as List-Unsubscribe.
    """

    subject: str
    text: str
    html: str
    headers: dict[str, str] = field(default_factory=dict)


def letter(template: str, context: dict[str, Any]) -> Letter:
    """Render `template` ("forum/email/receipt"): its `.subject.txt`, `.txt` and `.html` parts."""
    known = {**context, "site": settings.SITE_ADDRESS}
    subject = " ".join(render_to_string(f"{template}.subject.txt", known).split())
    text = render_to_string(f"{template}.txt", known).strip() + "\n"
    html = css_inline.inline(render_to_string(f"{template}.html", known))
    return Letter(subject=subject[:200], text=text, html=html)
