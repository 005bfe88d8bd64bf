"""Small published pages of every kind; what matters to a test is passed in.

They need the `library` fixture. Blocks are given as in cms/content: `citations` are short names
of references, and links in rich text may name terms and pages by their short names.
"""

from itertools import count
from typing import Any

from accounts.models import User
from cms import actions
from cms.models import (
    ArticlePage,
    BlogPage,
    CalculatorPage,
    ClinicalPage,
    Contribution,
    GlossaryTerm,
    Kind,
    Person,
    PlayPage,
    SeriesPage,
)

AUTHOR = "Noor Ashgrove"
_numbers = count(1)


def prose(text: str, *citations: str) -> tuple[str, dict[str, Any]]:
    return ("prose", {"text": f"<p>{text}</p>", "citations": list(citations)})


def heading(text: str, level: str = "2") -> tuple[str, dict[str, Any]]:
    return ("heading", {"text": text, "level": level})


def term(name: str, slug: str, definition: str = "What it means, in a sentence.") -> GlossaryTerm:
    """A published glossary term."""
    made, _created = GlossaryTerm.objects.get_or_create(
        slug=slug, defaults={"term": name, "definition": definition}
    )
    return made


def article(**fields: Any) -> ArticlePage:
    """A published article with one paragraph that cites one source."""
    return _published(Kind.ARTICLE, fields, {"body": [prose("A claim.", "moe-2021")]})


def play(**fields: Any) -> PlayPage:
    """A published play with a goal, two steps, a principle, a tip and a resource."""
    return _published(Kind.PLAY, fields, PLAY)


def blog(**fields: Any) -> BlogPage:
    """A published blog post."""
    return _published(Kind.BLOG, fields, {"body": [prose("What a colleague asked.")]})


def tool(**fields: Any) -> CalculatorPage:
    """The published page of a calculator."""
    content = {"calculator": "cows", "body": [prose("How it is used.", "moe-2021")]}
    return _published(Kind.TOOL, fields, content)


def series(*parts: ClinicalPage, **fields: Any) -> SeriesPage:
    """A published series of `parts` in their order."""
    return _published(Kind.SERIES, fields, {"pages": [part.slug for part in parts]})


def step(title: str, **fields: Any) -> dict[str, Any]:
    return {
        "title": title,
        "summary": f"{title}, in one line",
        "explanation": "<p>Why and how.</p>",
        "citations": ["moe-2021"],
        "asks": [{"whom": "team", "title": "", "questions": ["What do we wait for?"]}],
        "actions": ["Write it down"],
    } | fields


PLAY: dict[str, Any] = {
    "goal": "<p>Start treatment on the day somebody asks.</p>",
    "who_runs": "Prescriber, nurse, front desk",
    "time_to_run": "About six weeks",
    "body": [heading("Why the day matters"), prose("A request is short-lived.", "thakrar-2024")],
    "principles_title": "Principles to hold on to",
    "principles": [{"lead": "Start low on barriers.", "text": "Nothing more.", "citations": []}],
    "steps": [step("Map the delay"), step("Agree the smallest safe visit")],
    "tips": [{"text": "Keep one slot free.", "kind": "tip", "citations": []}],
    "resources": [
        {
            "title": "A handout",
            "address": "https://example.org/handout",
            "page": "",
            "note": "One page",
        }
    ],
    "about": "<p>Written by a clinic that ran it.</p>",
}


def _published(kind: Kind, fields: dict[str, Any], content: dict[str, Any]) -> Any:
    number = next(_numbers)
    written = {
        "title": f"A small {kind.value} {number}",
        "slug": f"a-small-{kind.value}-{number}",
        "summary": "What it says, in a sentence.",
        **content,
        **fields,
    }
    by = written.pop("by", None) or _editor()
    contributors = written.pop("contributors", None) or [(_author(), Contribution.Role.AUTHOR)]
    page = actions.write_page(kind, written, by=by, contributors=contributors)
    page.get_latest_revision().publish(user=by, skip_permission_checks=True)
    return type(page).objects.get(pk=page.pk)


def _author() -> Person:
    made, _created = Person.objects.get_or_create(name=AUTHOR, defaults={"credentials": "RN"})
    return made


def _editor() -> User:
    known = User.objects.filter(email="writer@example.org").first()
    return known or User.objects.create_user("writer@example.org", "secret", display_name="Writer")
