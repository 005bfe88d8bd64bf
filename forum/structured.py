"""What a topic's page tells machines in the words of schema.org.

Only what a stranger reads on that page: nothing at all of a restricted or removed topic, and
no post that is not published.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from forum.models import Post, Topic
from forum.sanitize import own_words

OPENING = 500  # characters of the opening text; the rest is on the page
COMMENT = 200  # ... and of each other post

Node = dict[str, Any]


def is_open(topic: Topic) -> bool:
    """Whether a stranger may read `topic`; its category comes with it."""
    return topic.is_public and topic.category.visibility == "public"


def description(posts: Sequence[Post]) -> str:
    """The beginning of the first text on the page, in one line."""
    first = next((post for post in posts if post.is_published), None)
    return shortened(first.body_text, COMMENT) if first else ""


def graph_of(
    topic: Topic, posts: Sequence[Post], *, number: int, accepted: Sequence[Post] = ()
) -> Node:
    """The topic with the `posts` of page `number`, and where it stands. No query.

    A question that has a reply is a QAPage, everything else a DiscussionForumPosting. `accepted`
    are its accepted answers, on whatever page they are.
    """
    shown = [post for post in posts if post.is_published]
    opening = next((post for post in shown if post.opens_topic), None)
    replies = [post for post in shown if not post.opens_topic]
    chosen = [post for post in accepted if post.is_published and post.accepted_at]
    address = _full(topic.get_absolute_url())
    if topic.kind == Topic.Kind.QUESTION and (replies or chosen):
        thread = _question(topic, opening, replies, chosen, address)
    else:
        thread = _discussion(topic, opening, replies, address)
    thread["url"] = address if number == 1 else f"{address}?page={number}"
    return {"@context": "https://schema.org", "@graph": [thread, _breadcrumbs(topic, address)]}


def shortened(text: str, most: int) -> str:
    words = " ".join(text.split())
    if len(words) <= most:
        return words
    return words[: most - 1].rsplit(" ", 1)[0] + "…"


# --- parts ------------------------------------------------------------------------------------


def _question(
    topic: Topic, opening: Post | None, replies: list[Post], chosen: list[Post], address: str
) -> Node:
    question: Node = {
        "@type": "Question",
        "name": topic.title,
        "text": shortened(opening.body_text, OPENING) if opening else topic.title,
        "url": address,
        "answerCount": topic.reply_count,
        "datePublished": _moment(opening.published_at if opening else topic.created_at),
        "author": _author(topic),
        **_changed(opening),
        "upvoteCount": _helpful(opening) if opening else 0,
    }
    known = {post.pk for post in chosen}
    if chosen:
        question["acceptedAnswer"] = [_answer(post) for post in chosen]
    if suggested := [_answer(post) for post in replies if post.pk not in known]:
        question["suggestedAnswer"] = suggested
    return {"@type": "QAPage", "mainEntity": question}


def _answer(post: Post) -> Node:
    return {**_post(post, "Answer"), "upvoteCount": _helpful(post)}


def _discussion(topic: Topic, opening: Post | None, replies: list[Post], address: str) -> Node:
    node: Node = {
        "@type": "DiscussionForumPosting",
        "headline": topic.title,
        "mainEntityOfPage": address,
        "text": shortened(opening.body_text, OPENING) if opening else topic.title,
        "datePublished": _moment(opening.published_at if opening else topic.created_at),
        "author": _author(topic),
        **_changed(opening),
        "interactionStatistic": [
            _interaction("CommentAction", topic.reply_count),
            _interaction("LikeAction", _helpful(opening) if opening else 0),
        ],
    }
    if replies:
        node["comment"] = [_comment(post) for post in replies]
    return node


def _comment(post: Post) -> Node:
    node = _post(post, "Comment")
    if votes := _helpful(post):
        node["interactionStatistic"] = _interaction("LikeAction", votes)
    return node


def _post(post: Post, kind: str) -> Node:
    return {
        "@type": kind,
        "text": shortened(own_words(post.body_html) or post.body_text, COMMENT),
        "url": _full(post.get_absolute_url()),
        "datePublished": _moment(post.published_at),
        "author": _author(post),
        **_changed(post),
    }


def _author(written: Topic | Post) -> Node:
    person: User | None = written.author
    node = {"@type": "Person", "name": written.author_name}
    if person:
        node["url"] = _full(reverse("forum:member", args=[person.handle]))
    return node


def _changed(post: Post | None) -> Node:
    return {"dateModified": _moment(post.edited_at)} if post and post.was_edited else {}


def _interaction(kind: str, count: int) -> Node:
    return {
        "@type": "InteractionCounter",
        "interactionType": f"https://schema.org/{kind}",
        "userInteractionCount": count,
    }


def _breadcrumbs(topic: Topic, address: str) -> Node:
    steps = [
        (_("Discussions"), _full(reverse("forum:topics"))),
        (topic.category.name, _full(topic.category.get_absolute_url())),
        (topic.title, address),
    ]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": item}
            for place, (name, item) in enumerate(steps, start=1)
        ],
    }


def _helpful(post: Post) -> int:
    return int(post.reaction_counts.get("helpful", 0))


def _moment(moment: Any) -> str:
    return str(moment.isoformat(timespec="seconds")) if moment else ""


def _full(address: str) -> str:
    return f"{settings.SITE_ADDRESS}{address}"
