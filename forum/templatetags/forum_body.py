"""A post's text with its cards."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from forum.cards import OwnCards, words_of_page, words_of_topic
from forum.models import Post
from forum.sanitize import LoneLink, lone_links

register = template.Library()


@register.simple_tag
def body(post: Post, own: OwnCards | None = None) -> SafeString:
    """The post's text as readers get it: `{% body post own_cards %}`.

    A link alone in its paragraph becomes a card where `post.cards` has words for its address.
    One of our own topics or pages does where the reader may see it, that is where `own` holds it:
    `{"topics": {id: Topic}, "pages": {id: page}}`, as `forum.cards.own_cards` reads them. Costs
    no query.
    """
    html = post.body_html
    if post.cards:
        html = _with_cards(html, post.cards, own or {})
    # Cleaned when it was written; see forum.sanitize.
    return mark_safe(html)  # noqa: S308


def _with_cards(html: str, cards: dict[str, dict[str, Any]], own: OwnCards) -> str:
    parts: list[str] = []
    end = 0
    for link in lone_links(html):
        words = _words(cards.get(link.address) or {}, own)
        if words:
            parts += [html[end : link.start], _card(link, words)]
            end = link.end
    return "".join([*parts, html[end:]])


def _words(said: dict[str, Any], own: OwnCards) -> dict[str, str] | None:
    if "topic" in said:
        topic = own.get("topics", {}).get(said["topic"])
        return words_of_topic(topic) if topic else None
    if "page" in said:
        page = own.get("pages", {}).get(said["page"])
        return words_of_page(page) if page else None
    return {"kind": "site", **said} if said.get("title") else None


def _card(link: LoneLink, words: dict[str, str]) -> str:
    context = {"address": link.address, "rel": link.rel, "card": words}
    return render_to_string("forum/_card.html", context)
