"""The starter library: pages written from data, in the order in which they are published."""

from dataclasses import dataclass
from typing import Any

from cms.actions import load
from cms.content.articles import (
    billing,
    community_pushback,
    low_dose_starts,
    precipitated_withdrawal,
    regulation,
)
from cms.content.blog import when_the_pharmacy_will_not_fill
from cms.content.plays import harm_reduction_in_the_office, same_day_starts
from cms.models import Kind

AUTHORS = ("teodoro-baptiste", "noor-ashgrove")


@dataclass(frozen=True)
class Starter:
    """One page: its kind, its fields, and who wrote it (names in `content/people.json`)."""

    kind: Kind
    content: dict[str, Any]
    authors: tuple[str, ...] = AUTHORS


def pages() -> list[Starter]:
    """All pages; series come last, because their parts must be there."""
    return [
        Starter(Kind.TOOL, _cows()),
        Starter(Kind.ARTICLE, precipitated_withdrawal.ARTICLE),
        Starter(Kind.ARTICLE, low_dose_starts.ARTICLE),
        Starter(Kind.ARTICLE, billing.ARTICLE, ("gideon-plack",)),
        Starter(Kind.ARTICLE, community_pushback.ARTICLE),
        Starter(Kind.ARTICLE, regulation.ARTICLE, ("bea-quillen", "teodoro-baptiste")),
        Starter(Kind.PLAY, harm_reduction_in_the_office.PLAY, ("sylvie-karras", "noor-ashgrove")),
        Starter(Kind.PLAY, same_day_starts.PLAY),
        Starter(Kind.BLOG, blog_post(), ("amos-terrel",)),
        *(Starter(Kind.SERIES, _series(one)) for one in load("series")),
    ]


def blog_post() -> dict[str, Any]:
    """The fields of the blog post."""
    post = when_the_pharmacy_will_not_fill.POST
    return {name: value for name, value in post.items() if name != "answers"}


def answered_post() -> dict[str, Any]:
    """Which post of the demo's discussions the blog post answers: thread, topic and number."""
    answers: dict[str, Any] = when_the_pharmacy_will_not_fill.POST["answers"]
    return answers


def _cows() -> dict[str, Any]:
    cows = load("cows")
    fields = ("title", "slug", "summary", "evidence_grade", "evidence_note", "disclosure")
    more = ("jurisdiction", "tags", "review_months")
    opening = {"text": cows["intro"], "citations": cows["intro_citations"]}
    return {
        **{name: cows[name] for name in (*fields, *more)},
        "calculator": cows["key"],
        "body": [("prose", opening), *((kind, value) for kind, value in cows.get("body", []))],
    }


def _series(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "body": []}
