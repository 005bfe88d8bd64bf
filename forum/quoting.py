"""A post as a quotation in the plain text of a reply, and a text without a quotation."""

import re
from collections.abc import Collection

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override

from forum.models import Post
from forum.sanitize import TAG, clean, plain

CITE = re.compile(r' cite="/posts/([0-9]{1,18})/"')
# The first line of a quote in a plain text, with the marks of the quotes around it.
TYPED = re.compile(r"(?P<marks>(?:> )+)\[.{1,120}\]\(/posts/(?P<post>[0-9]{1,18})/\)[ \t]*")


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


def without_quotes(html: str, posts: Collection[int]) -> str:
    """Cleaned HTML with a neutral line in place of each quote of one of `posts`."""
    kept, depth, end = "", 0, 0
    for tag in TAG.finditer(html):
        if tag[2] != "blockquote":
            continue
        if depth:
            depth += -1 if tag[1] else 1
            end = tag.end()
        elif (cite := CITE.search(tag[3])) and int(cite[1]) in posts:
            kept += html[end : tag.start()]
            kept += f"<blockquote><p>{escape(_removed())}</p></blockquote>"
            depth, end = 1, tag.end()
    return kept + html[end:]


def without_typed_quotes(source: str, format: str, posts: Collection[int]) -> str:
    """The same for a text as it was typed: nothing that was quoted is left in it."""
    if format == Post.Format.HTML:
        return without_quotes(clean(source, rel=""), posts)
    kept: list[str] = []
    inside = ""
    for line in source.split("\n"):
        if inside and (line.startswith(inside) or line.rstrip() == inside.rstrip()):
            continue
        inside = ""
        first = TYPED.fullmatch(line)
        if first and int(first["post"]) in posts:
            inside = first["marks"]
            line = inside + _removed()
        kept.append(line)
    return "\n".join(kept)


def _removed() -> str:
    """Written into texts that everybody reads, so in the language of the site."""
    with override(settings.LANGUAGE_CODE):
        return _("Quote removed: the post it came from is no longer public.")


def _shortened(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip() + " …"
