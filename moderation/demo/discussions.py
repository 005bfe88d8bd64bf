"""The 24 invented threads, written and decided through the same actions as any post."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from cms.models import Reference
from forum import actions as forum_actions
from forum.details import with_details
from forum.mentions import prepare
from forum.models import Category, Post, Tag, Topic
from moderation import actions
from moderation.demo.content import load
from moderation.models import Decision

KEYS = uuid.UUID("5f3c1a52-8f1b-4f0e-9d1c-0b8d7a2f4e10")
REASONS = {
    "phi": "patient_details",
    "stigma": "wording",
    "medical-advice": "asks_for_care",
    "spam": "promotion",
}
# Questions whose title has no question mark.
ASKS = {"clonidine-blood-pressure", "sublocade-second-dose", "pharmacy-will-not-fill"}
# What the author of a case chose in its fields.
CASES: dict[str, dict[str, str]] = {
    "case-first-injection-fear": {
        "kind": "case",
        "question": "How do you give a first monthly injection to somebody who faints at needles?",
        "setting": "clinic",
        "age": "30-44",
        "medication": "Buprenorphine 20 mg a day, stable for a year",
        "tried": "Numbing cream",
    },
}
# How many of each kind still wait, so that the queue has something to decide.
STILL_WAITING = {"approve": 1, "reject": 2, "hold": 0}


def write_discussions(people: dict[str, User]) -> int:
    """Write what is missing, in the order in which it was written; returns how many were new."""
    threads = load("threads")["threads"]
    undecided = _latest_guest_posts(threads)
    moderators = [people["wren-halvorsen"], people["saoirse-dunmore"]]
    topics: dict[str, Topic] = {}
    new = 0
    for at, name, thread, number in _in_order(threads, undecided):
        row = thread["posts"][number]
        sent = _send(thread, topics.get(thread["slug"]), row, name, at, people)
        topics.setdefault(thread["slug"], sent.post.topic)
        if sent.repeated:
            continue
        new += 1
        if row.get("moderator_note"):
            Post.objects.filter(pk=sent.post.pk).update(is_moderator_note=True)
        if sent.post.is_pending and name not in undecided:
            decided_at = _decision_time(thread, number, at)
            _decide(sent.post, row["moderation"], moderators[number % 2], decided_at)
    return new


def _in_order(
    threads: list[dict[str, Any]], undecided: list[str]
) -> list[tuple[datetime, str, dict[str, Any], int]]:
    """Every post as (written at, name, thread, index), oldest first; undecided ones came just now."""
    now = timezone.now()
    posts: list[tuple[datetime, str, dict[str, Any], int]] = []
    for thread in threads:
        for number, row in enumerate(thread["posts"]):
            name = f"{thread['slug']}/{row['n']}"
            waiting = timedelta(minutes=55 - 14 * len(posts) % 40)
            at = now - waiting if name in undecided else _moment(row["at"])
            posts.append((at, name, thread, number))
    return sorted(posts, key=lambda post: post[0])


def _decision_time(thread: dict[str, Any], number: int, at: datetime) -> datetime:
    """Two to four hours after writing, but before the next post of the thread."""
    following = thread["posts"][number + 1 : number + 2]
    limit = _moment(following[0]["at"]) if following else at + timedelta(hours=8)
    decided_at = min(at + timedelta(hours=2 + number % 3), limit - timedelta(minutes=1))
    return max(at, decided_at)


def _latest_guest_posts(threads: list[dict[str, Any]]) -> list[str]:
    """The guest posts that are left for the visitor of the demo to decide, by thread and number."""
    posts = [
        (post["at"], f"{thread['slug']}/{post['n']}", post["moderation"]["expected"])
        for thread in threads
        for post in thread["posts"]
        if post["n"] > 1
    ]
    return [
        name
        for outcome, number in STILL_WAITING.items()
        for _at, name, _expected in sorted(p for p in posts if p[2] == outcome)[::-1][:number]
    ]


def _send(
    thread: dict[str, Any],
    topic: Topic | None,
    row: dict[str, Any],
    name: str,
    at: datetime,
    people: dict[str, User],
) -> forum_actions.Submission:
    author = people.get(row["author"] or "")
    sender: User | forum_actions.Guest = author or forum_actions.Guest(
        name=row["guest"]["display_name"].removesuffix(" (guest)"),
        says=row["guest"].get("affiliation", ""),
    )
    common: dict[str, Any] = {
        "sender": sender,
        "writing": prepare(_body(row), "text", by_guest=author is None),
        "submission_key": uuid.uuid5(KEYS, name),
        "now": at,
    }
    if topic is not None:
        return forum_actions.submit_reply(topic_id=topic.pk, **common)
    details = CASES.get(thread["slug"], {})
    common["writing"] = with_details(common["writing"], details, by_guest=author is None)
    return forum_actions.submit_topic(
        category=Category.objects.get(slug=thread["category"]),
        title=thread["title"],
        kind=_kind(thread),
        tags=list(Tag.objects.filter(slug__in=thread["tags"]).in_order()),
        details=details,
        **common,
    )


def _kind(thread: dict[str, Any]) -> str:
    if thread["slug"] in CASES:
        return Topic.Kind.CASE
    asks = "?" in thread["title"] or thread["slug"] in ASKS
    return Topic.Kind.QUESTION if asks else Topic.Kind.DISCUSSION


def _decide(post: Post, expected: dict[str, Any], moderator: User, at: datetime) -> None:
    outcome = {
        "approve": Decision.Outcome.PUBLISH,
        "hold": Decision.Outcome.RETURN,
        "reject": Decision.Outcome.DECLINE,
    }[expected["expected"]]
    reason = next((REASONS[flag] for flag in expected["flags"] if flag in REASONS), "other")
    publishes = outcome == Decision.Outcome.PUBLISH
    actions.decide(
        post.pk,
        moderator=moderator,
        version=post.version,
        outcome=outcome,
        reason="" if publishes else reason,
        message="" if publishes or reason != "other" else expected["reason"],
        now=at,
    )


def _body(row: dict[str, Any]) -> str:
    """The post's words, then its sources, one a line."""
    sources = [
        f"Source: {reference} {reference.address}".strip()
        for reference in Reference.objects.filter(slug__in=row.get("citations", []))
    ]
    return "\n\n".join([row["body"], "\n".join(sources)]).strip()


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
