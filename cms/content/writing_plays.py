"""What the plays of the starter library are written with, beside the blocks of `writing`."""

from typing import Any, Literal

from cms.content.writing import Part, rich

FROM_PRACTICE = "From practice:"
Whom = Literal["team", "patients", "advisor"]


def principle(lead: str, text: str, *citations: str) -> Part:
    """A numbered principle: its first words stand out."""
    return {"lead": lead, "text": text, "citations": list(citations)}


def play_step(
    title: str,
    summary: str,
    *,
    explanation: str,
    cite: tuple[str, ...] = (),
    table: tuple[str, dict[str, Any]] | None = None,
    asks: list[Part],
    actions: list[str],
) -> Part:
    """A step of a play; `summary` has at most 90 characters and stands in the strip of steps.

    A step whose explanation has a paragraph from practice is marked for a clinician's check.
    """
    written: Part = {
        "title": title,
        "summary": summary,
        "explanation": rich(explanation),
        "citations": list(cite),
        "needs_check": FROM_PRACTICE in explanation,
        "asks": asks,
        "actions": actions,
    }
    return written | ({"table": table[1]} if table else {})


def ask(whom: Whom, title: str, *questions: str) -> Part:
    """Questions for one kind of people, read out as bullets."""
    return {"whom": whom, "title": title, "questions": list(questions)}


def from_practice(text: str) -> str:
    """A paragraph of a step that rests on experience alone, told as such to the reader."""
    return f"<p><strong>{FROM_PRACTICE}</strong> {text}</p>"


def tip(text: str, *citations: str) -> Part:
    return {"text": text, "kind": "tip", "citations": list(citations)}


def trap(text: str, *citations: str) -> Part:
    return {"text": text, "kind": "trap", "citations": list(citations)}


def resource(title: str, note: str, *, address: str = "", page: str = "") -> Part:
    """Further help: an outside `address` or the slug of a library `page`, with one line."""
    return {"title": title, "address": address, "page": page, "note": note}


def partner(organization: str, role: Literal["partner", "funder", "author"]) -> Part:
    return {"organization": organization, "role": role}
