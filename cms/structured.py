"""What a library page tells machines in the words of schema.org.

Only what a reader sees on the page: a reviewer is named once the page was reviewed, a list names
the pages it shows.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.models import Page

from cms.models import (
    BlogPage,
    ClinicalPage,
    Contribution,
    GlossaryTerm,
    LibraryEntry,
    Reference,
    SeriesPage,
    Status,
)
from cms.models.around import Around

# What could end the element, or a line of a script, inside a string of JSON.
ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
WORK_STATUS = {
    Status.CURRENT: "Published",
    Status.UNDER_REVIEW: "Under review",
    Status.SUPERSEDED: "Superseded",
    Status.RETIRED: "Obsolete",
}
PAPERS = {
    Reference.Kind.JOURNAL_ARTICLE,
    Reference.Kind.REVIEW,
    Reference.Kind.SYSTEMATIC_REVIEW,
    Reference.Kind.CASE_REPORT,
    Reference.Kind.CASE_SERIES,
    Reference.Kind.EDITORIAL,
    Reference.Kind.LETTER,
}

Node = dict[str, Any]


def graph_of(page: ClinicalPage, shown: Mapping[str, Any]) -> Node:
    """A page with its people, dates and sources, and where it stands. No query.

    `shown` is what its template is given; see `ClinicalPage.reading_context`.
    """
    around: Around = shown["around"]
    address = full(around.entry.address if around.entry else page.url or page.url_path)
    node: Node = {
        "@type": _type_of(page),
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "name": page.title,
        "headline": page.title,
        "description": page.summary,
        "inLanguage": get_language() or settings.LANGUAGE_CODE,
        "datePublished": _moment(page.first_published_at),
        "dateModified": _moment(page.last_published_at),
        "lastReviewed": _moment(page.last_reviewed),
        "creativeWorkStatus": WORK_STATUS[Status(page.status)],
        "audience": {"@type": "MedicalAudience", "audienceType": "Clinician"},
        "publisher": {"@type": "Organization", "name": "Open Rounds", "url": full("/")},
        "spatialCoverage": page.jurisdiction,
        **_people(page, shown["contributions"]),
        "about": _subjects(around.entry, shown["terms"]),
        "citation": [_source(reference) for reference in shown["references"]],
        "isPartOf": [_listed(place.series, "CollectionPage") for place in around.places],
        "hasPart": [_listed(part) for part in around.parts],
        "image": _image(page),
    }
    steps = [(ancestor.title, full(ancestor.url)) for ancestor in shown["ancestors"]]
    return _graph(_without_gaps(node), [*steps, (page.title, address)])


def list_graph(page: Page, entries: Iterable[LibraryEntry], ancestors: Iterable[Page]) -> Node:
    """A list of pages: a section or the library's front."""
    address = full(page.url or page.url_path)
    node = {
        "@type": "CollectionPage",
        "@id": address,
        "url": address,
        "name": page.title,
        "description": getattr(page, "intro", ""),
        "hasPart": [_listed(entry) for entry in entries],
    }
    steps = [(ancestor.title, full(ancestor.url)) for ancestor in ancestors]
    return _graph(_without_gaps(node), [*steps, (page.title, address)])


def as_script(node: Node) -> SafeString:
    """`node` for a data block of a page: no text in it can end the block."""
    text = json.dumps(node, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(ESCAPED))  # noqa: S308


def full(address: str) -> str:
    """`address` of this site with its scheme and host."""
    return address if address.startswith("http") else f"{settings.SITE_ADDRESS}{address}"


# --- parts ------------------------------------------------------------------------------------


def _type_of(page: ClinicalPage) -> str:
    if isinstance(page, BlogPage):
        return "BlogPosting"
    return "CollectionPage" if isinstance(page, SeriesPage) else "MedicalWebPage"


def _people(page: ClinicalPage, contributions: Iterable[Contribution]) -> Node:
    named: dict[str, list[Node]] = {}
    for contribution in contributions:
        named.setdefault(contribution.role, []).append(_person(contribution))
    role = Contribution.Role
    return {
        "author": named.get(role.AUTHOR),
        "editor": named.get(role.EDITOR),
        "contributor": named.get(role.CONTRIBUTOR),
        "reviewedBy": named.get(role.CLINICAL_REVIEWER) if page.last_reviewed else None,
    }


def _person(contribution: Contribution) -> Node:
    person = contribution.person
    user = person.user
    return _without_gaps(
        {
            "@type": "Person",
            "name": person.name,
            "honorificSuffix": person.credentials,
            "description": person.bio,
            "url": full(reverse("forum:member", args=[user.handle]))
            if user and user.is_active
            else "",
        }
    )


def _subjects(entry: LibraryEntry | None, terms: Mapping[int, GlossaryTerm]) -> list[Node]:
    named = [{"@type": "Thing", "name": name} for name in (entry.tag_names if entry else [])]
    return named + [
        {
            "@type": "DefinedTerm",
            "name": term.term,
            "description": term.definition,
            "url": full(term.get_absolute_url()),
        }
        for term in terms.values()
    ]


def _source(reference: Reference) -> Node:
    return _without_gaps(
        {
            "@type": "ScholarlyArticle" if reference.kind in PAPERS else "CreativeWork",
            "name": reference.title,
            "author": reference.authors,
            "datePublished": str(reference.year or ""),
            "isPartOf": {"@type": "CreativeWork", "name": reference.container}
            if reference.container
            else None,
            "sameAs": reference.address,
            "creativeWorkStatus": "Retracted" if reference.is_retracted else "",
        }
    )


def _listed(entry: LibraryEntry, kind: str = "WebPage") -> Node:
    return {"@type": kind, "name": entry.title, "url": full(entry.address)}


def _image(page: ClinicalPage) -> Node | None:
    image = page.image if isinstance(page, BlogPage) else None
    if image is None:
        return None
    return _without_gaps(
        {
            "@type": "ImageObject",
            "contentUrl": full(image.file.url),
            "caption": image.description,
            "creditText": image.credit,
        }
    )


def _graph(node: Node, steps: list[tuple[str, str]]) -> Node:
    crumbs = {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": item}
            for place, (name, item) in enumerate(steps, start=1)
        ],
    }
    return {"@context": "https://schema.org", "@graph": [node, crumbs]}


def _without_gaps(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, "", [])}


def _moment(moment: date | datetime | None) -> str:
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="seconds")
    return moment.isoformat() if moment else ""
