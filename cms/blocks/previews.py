"""What the chooser of blocks shows of each: an example in the words of the library."""

from datetime import date
from typing import Any

Value = dict[str, Any]

HEADING: Value = {"text": "Before the first dose", "level": "2"}
PROSE: Value = {
    "text": (
        "<p>Colleagues describe two ways to begin: waiting for withdrawal, and <b>low-dose "
        "starts</b> that overlap with the full agonist.</p>"
    ),
    "citations": [],
}
KEY_POINTS: Value = {
    "points": [
        {"text": "Most people who start in the office do well.", "citations": []},
        {"text": "Plan the first three days together.", "citations": []},
    ]
}
CALLOUT: Value = {
    "kind": "warn",
    "title": "When to send in",
    "text": "<p>Chest pain, confusion or a fever is more than withdrawal.</p>",
    "needs_check": False,
    "citations": [],
}
QUOTE: Value = {
    "text": "Nobody had asked me before what I wanted from treatment.",
    "attribution": "A patient advisor",
    "citations": [],
}
RECOMMENDATION: Value = {
    "text": "<p>Offer treatment on the day somebody asks for it.</p>",
    "grade": "B",
    "citations": [],
}
STEPS: Value = {
    "title": "Calling a pharmacy",
    "steps": [
        {"title": "Ask for the pharmacist", "text": "<p>Say who you are.</p>", "citations": []},
        {"title": "Ask what is in stock", "text": "<p>Both strengths.</p>", "citations": []},
    ],
}
TABLE: Value = {
    "caption": "Two ways to begin",
    "columns": ["", "Standard start", "Low-dose start"],
    "rows": [
        {"name": "Where", "cells": ["Office or home", "Mostly hospital"], "citations": []},
        {"name": "Evidence", "cells": ["Trials", "Case series"], "citations": []},
    ],
}
DOSE_TABLE: Value = {
    "caption": "What studies did on the first day",
    "note": "Read the sources before you use any of it.",
    "rows": [
        {
            "who": "Name of the study",
            "amount": "1 to 2",
            "unit": "mg",
            "form": "drug, and how it was given",
            "timing": "when it was given",
            "note": "",
            "citations": [],
        }
    ],
    "needs_check": False,
}
CODE_TABLE: Value = {
    "caption": "Codes for a visit",
    "system": "HCPCS",
    "checked_on": date(2026, 11, 22),
    "payer": "",
    "rows": [{"code": "00000", "meaning": "What it pays for", "note": "", "citations": []}],
}
STEP: Value = {
    "title": "Agree on one change",
    "summary": "Pick what to try first",
    "explanation": "<p>Ten minutes in a team meeting are enough.</p>",
    "citations": [],
    "needs_check": False,
    "table": [],
    "asks": [{"whom": "team", "title": "", "questions": ["What do we ask of people today?"]}],
    "actions": ["Put it on the agenda of the next meeting"],
}
PRINCIPLE: Value = {
    "lead": "Ask before you tell",
    "text": "People know what they have tried.",
    "citations": [],
}
TIP: Value = {"text": "Leave the waiting room poster for last.", "kind": "tip", "citations": []}
RESOURCE: Value = {
    "title": "A guide for pharmacists",
    "address": "https://example.org/guide",
    "page": None,
    "note": "Two pages, to be handed over.",
}
CALCULATOR: Value = {"key": "cows"}
