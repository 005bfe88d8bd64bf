"""The outline beside a topic: where it began, what answers it, its silences, its end."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from forum.models import Post, Topic
from forum.reading.named import page_address, post_address
from forum.reading.page import Page


@dataclass(frozen=True)
class Stop:
    """One line; without an address it is a silence between two posts."""

    label: str
    when: datetime | None = None
    url: str = ""
    accepted: bool = False
    current: bool = False


def outline(topic: Topic, page: Page, address: str) -> list[Stop]:
    """The stops in reading order, from what the page has read anyway: no query."""
    stops: dict[int, Stop] = {}
    silences: dict[int, Stop] = {}

    def stop(post: Post, label: str, **more: bool) -> None:
        url = post_address(post, address, on_page=page.number)
        stops[post.position or 0] = Stop(label, post.published_at, url, **more)

    stops[1] = Stop(topic.get_kind_display(), topic.created_at, address)
    if topic.last_post_id and topic.last_position > 1:
        end = f"{page_address(address, page.last)}#post-{topic.last_post_id}"
        stops[topic.last_position] = Stop(_("Latest post"), topic.last_activity_at, end)
    for entry in page.entries:
        post = entry.post
        if entry.gap:
            silences[post.position or 0] = Stop(entry.gap)
        if post.position == 1:
            stop(post, topic.get_kind_display(), current=page.last == 1)
        elif post.is_published and post.is_moderator_note:
            stop(post, _("Moderator note"))
        elif entry.gap and post.is_published and post.position != topic.last_position:
            stop(post, post.author_name)
    if page.last > 1 and page.entries:
        label = _("Page %(n)s of %(last)s") % {"n": page.number, "last": page.last}
        stop(page.entries[0].post, label, current=True)
    for named in page.recommended:
        stop(named.post, _("Recommended: %(name)s") % {"name": named.post.author_name})
    for named in page.answers:
        stop(named.post, _("Accepted answer"), accepted=True)
    return [
        one
        for place in sorted({*stops, *silences})
        for one in (silences.get(place), stops.get(place))
        if one
    ]
