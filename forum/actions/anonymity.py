"""A member writes without being known to peers: by a label that is theirs in one topic alone."""

import re

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from forum.models import Peer, Post, Topic

NUMBER = re.compile(r" ([0-9]{1,9})(?:,|$)")


class NotOffered(Exception):
    """The category takes no anonymous posts, or no more; nothing may appear under the name."""


def hide_writer(post: Post, writer: User) -> None:
    """Put a label in the place of `writer` on the unsaved `post`, and on the topic it opens.

    The caller holds the topic's lock. Raises NotOffered where its category does not allow it.
    """
    topic = post.topic
    if not topic.category.allows_anonymous:
        raise NotOffered
    post.peer = peer_in(topic, writer)
    post.peer_label = post.peer.shown_label
    post.author, post.guest_name, post.guest_says = None, "", ""
    if post.opens_topic:
        topic.author, topic.peer_label = None, post.peer_label
        topic.save(update_fields=["author", "peer_label"])


def peer_in(topic: Topic, person: User) -> Peer:
    """Who `person` is to the readers of `topic`; made with their first anonymous post there.

    The caller holds the topic's lock.
    """
    known = Peer.objects.of(person, topic)
    if known:
        return known
    verified = person.is_prescriber
    number = _free_number(topic)
    # Never in the language of whoever writes, which would say something of them.
    with translation.override(settings.LANGUAGE_CODE):
        word = _("Prescriber") if verified else _("Member")
    return Peer.objects.create(
        topic=topic,
        person=person,
        number=number,
        label=f"{word} {number}",
        is_verified=verified,
        made_at=topic.last_activity_at,
    )


def move_labels(posts: list[Post], topic: Topic) -> None:
    """Posts that came into `topic` get labels of it, so that one label is one person there.

    Whoever is known there by a label keeps it. The caller holds the locks of both topics.
    """
    gone: dict[str, str] = {}
    for post in posts:
        if not post.is_anonymous:
            continue
        if post.peer_id and post.peer:
            post.peer = peer_in(topic, post.peer.person)
            post.peer_label = post.peer.shown_label
        else:
            # Its person is gone; nobody else may be taken for them.
            if post.peer_label not in gone:
                number = _free_number(topic, taken=len(gone))
                gone[post.peer_label] = _renumbered(post.peer_label, number)
            post.peer_label = gone[post.peer_label]
        post.save(update_fields=["peer", "peer_label"])


def _renumbered(label: str, number: int) -> str:
    found = NUMBER.search(label)
    return f"{label[: found.start(1)]}{number}{label[found.end(1) :]}" if found else label


def _free_number(topic: Topic, taken: int = 0) -> int:
    """A number that no label of `topic` ever had, those of people who left included."""
    labels = topic.posts.exclude(peer_label="").values_list("peer_label", flat=True)
    used = [int(found[1]) for label in labels.distinct() if (found := NUMBER.search(label))]
    return max([Peer.objects.last_number(topic), *used]) + 1 + taken
