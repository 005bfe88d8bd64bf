"""A post as a quotation in the plain text of a reply."""

from django.conf import settings

from forum.models import Post
from forum.sanitize import TAG, plain


def quotation(post: Post) -> str:
    """What `post` says in its own words, as lines that begin with "> ", its source first.

    Quotes inside it are left out, and so is what goes beyond `QUOTE_MAX` characters: who answers
    to a part keeps that part.
    """
    lines = [f"[{post.author_name}, #{post.position}]({post.get_absolute_url()})"]
    for line in _shortened(plain(own_words(post.body_html)), settings.QUOTE_MAX).split("\n"):
        lines += ["", line]
    return "".join(f"> {line}".rstrip() + "\n" for line in lines) + "\n"


def own_words(html: str) -> str:
    """Cleaned HTML without its quotes."""
    kept, quotes, end = "", 0, 0
    for tag in TAG.finditer(html):
        if tag[2] != "blockquote":
            continue
        if not quotes:
            kept += html[end : tag.start()]
        quotes += -1 if tag[1] else 1
        end = tag.end()
    return kept + html[end:]


def _shortened(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip() + " …"
