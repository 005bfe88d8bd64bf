"""What the pages of the starter library are written with: one function per kind of block.

Each returns a block as `(kind, value)`. Citations are short names of references, terms are short
names of glossary entries; whoever brings a page in looks both up. Rich text is what begins with
a tag; everything else is plain text. Where a function takes rich text, `[[cows|COWS]]` marks a
term and `[[page:low-dose-starts|low-dose starts]]` links to another page of the library.
"""

import re
from collections.abc import Sequence
from typing import Any

Block = tuple[str, dict[str, Any]]
Part = dict[str, Any]

MARK = re.compile(r"\[\[(page:)?([a-z0-9-]+)\|([^\]|]+)\]\]")

NO_FUNDING = (
    "No outside funding. This is a demonstration page and the people named on it are invented."
)


# Inside rich text


def term(slug: str, words: str) -> str:
    """`words`, with the card of the glossary entry `slug`."""
    return f'<a linktype="term" slug="{slug}">{words}</a>'


def page(slug: str, words: str) -> str:
    """`words`, as a link to the library page `slug`."""
    return f'<a linktype="page" slug="{slug}">{words}</a>'


def rich(text: str) -> str:
    """`text` as rich text, its marks made links: one paragraph, unless it brings its own tags."""
    linked = MARK.sub(lambda mark: (page if mark[1] else term)(mark[2], mark[3]), text)
    return linked if linked.startswith(("<p>", "<ul>", "<ol>")) else f"<p>{linked}</p>"


def listing(opening: str, *items: str) -> str:
    """An opening line with a bulleted list under it, as rich text."""
    bullets = "".join(f"<li>{item}</li>" for item in items)
    return f"<p>{opening}</p><ul>{bullets}</ul>"


# Text


def heading(text: str, level: str = "2") -> Block:
    return "heading", {"text": text, "level": level}


def prose(text: str, *citations: str) -> Block:
    return "prose", {"text": rich(text), "citations": list(citations)}


def key_points(*points: Part) -> Block:
    return "key_points", {"points": list(points)}


def point(text: str, *citations: str) -> Part:
    """One key point, in plain text of at most 300 characters."""
    return {"text": text, "citations": list(citations)}


def callout(
    title: str, text: str, *citations: str, kind: str = "note", needs_check: bool = False
) -> Block:
    return "callout", {
        "kind": kind,
        "title": title,
        "text": rich(text),
        "needs_check": needs_check,
        "citations": list(citations),
    }


def practice(title: str, text: str, *citations: str, kind: str = "note") -> Block:
    """Practice experience: shown in a box and marked for a clinician's check."""
    return callout(title, text, *citations, kind=kind, needs_check=True)


def recommendation(text: str, grade: str, *citations: str) -> Block:
    """What a named source recommends, with the strength of its ground; never a dose to give."""
    return "recommendation", {"text": rich(text), "grade": grade, "citations": list(citations)}


def quote(text: str, attribution: str, *citations: str) -> Block:
    return "quote", {"text": text, "attribution": attribution, "citations": list(citations)}


# Tables and procedures


def table(caption: str, columns: Sequence[str], *rows: Part) -> Block:
    """A table; the first of its two to six columns heads the names of the rows."""
    return "table", {"caption": caption, "columns": list(columns), "rows": list(rows)}


def row(name: str, *cells: str, cite: str | Sequence[str] = ()) -> Part:
    """A row of a table, with the one or several sources of what it says."""
    return {"name": name, "cells": list(cells), "citations": _listed(cite)}


def steps(title: str, *parts: Part) -> Block:
    """A numbered procedure inside an article."""
    return "steps", {"title": title, "steps": list(parts)}


def step(title: str, text: str, *citations: str) -> Part:
    return {"title": title, "text": rich(text), "citations": list(citations)}


def figure(image: str, caption: str, *citations: str) -> Block:
    """The picture that `images.json` lists under `image`; its alternative text stands there."""
    return "figure", {"image": image, "caption": caption, "citations": list(citations)}


def dose_table(caption: str, *rows: Part, note: str = "", needs_check: bool = False) -> Block:
    """What studies gave or guidance describes; it never tells a reader what to give."""
    return "dose_table", {
        "caption": caption,
        "note": note,
        "needs_check": needs_check,
        "rows": list(rows),
    }


def dose(
    who: str,
    amount: str,
    *,
    form: str,
    timing: str,
    cite: str | Sequence[str],
    unit: str = "mg",
    note: str = "",
) -> Part:
    """A row of a dose table; `unit` is one of mg, mcg, mg/hour and mL."""
    return {
        "who": who,
        "amount": amount,
        "unit": unit,
        "form": form,
        "timing": timing,
        "note": note,
        "citations": _listed(cite),
    }


def code_table(caption: str, system: str, *rows: Part, checked_on: str, payer: str) -> Block:
    """Codes with our own short paraphrases; the published descriptors belong to their owners.

    `system` is one of CPT, HCPCS, ICD-10-CM and modifier; `checked_on` is a date as 2026-11-22.
    """
    return "code_table", {
        "caption": caption,
        "system": system,
        "checked_on": checked_on,
        "payer": payer,
        "rows": list(rows),
    }


def code(code: str, meaning: str, note: str, *citations: str) -> Part:
    return {"code": code, "meaning": meaning, "note": note, "citations": list(citations)}


def calculator(key: str = "cows") -> Block:
    return "calculator", {"key": key}


def _listed(cite: str | Sequence[str]) -> list[str]:
    return [cite] if isinstance(cite, str) else list(cite)
