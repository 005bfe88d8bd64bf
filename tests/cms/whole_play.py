"""One play with everything a play may have, and the words that each section is known by."""

from cms.models import Organization, PlayPage
from tests.cms import pages

# Section: words that stand in it and nowhere else on the page.
SECTIONS = {
    "goal": "Nobody leaves without an offer.",
    "who runs it": "One nurse and one advisor",
    "time to run": "Exactly nine weeks",
    "what a play is": "a plan that a team can run as it stands",
    "title of a step": "Count the hours",
    "a step's line in the strip": "From the call to the dose",
    "explanation of a step": "Take the last ten people who asked.",
    "table in a step": "Where the hours went",
    "cell of a table": "The front desk",
    "questions for the team": "Which wait protects a patient?",
    "questions for patients": "What almost made you leave?",
    "questions for an advisor": "Would this sheet have helped you?",
    "action": "Write the hours on paper",
    "principles": "Tests inform care.",
    "title of the principles": "What we hold on to",
    "tip": "Keep one slot free after three.",
    "trap": "One prescriber is a person, not a system.",
    "resource elsewhere": "handouts.example",
    "resource of ours": "The clinical background",
    "line of a resource": "Read it before the second step",
    "related post": "A post that tells the story",
    "partner": "Northern Valley Clinics",
    "funder": "A Foundation for Care",
    "about": "Shaped by two clinics in a valley.",
    "background": "A request is short-lived",
    "reference": "Thakrar",
    "author": pages.AUTHOR,
    "disclaimer": "not a substitute for your own judgment",
}
ON_PAPER_ALONE = {"definition of a term": "Wherever treatment is easy to reach."}

TABLE = {
    "caption": "Where the hours went",
    "columns": ["Wait", "Who can shorten it"],
    "rows": [{"name": "No slot", "cells": ["The front desk"], "citations": []}],
}


def whole_play(**fields: object) -> PlayPage:
    """A published play that has every section. It needs the `library` fixture."""
    for name in ("Northern Valley Clinics", "A Foundation for Care"):
        Organization.objects.get_or_create(name=name, defaults={"address": "https://org.example/"})
    pages.term("low-barrier care", "low-barrier-care", "Wherever treatment is easy to reach.")
    background = pages.article(title="The clinical background", evidence_grade="B")
    story = pages.blog(title="A post that tells the story")
    first = pages.step(
        "Count the hours",
        summary="From the call to the dose",
        explanation='<p>Take the last ten people who asked. Offer <a linktype="term" '
        'slug="low-barrier-care">low-barrier care</a>.</p>',
        table=TABLE,
        asks=[{"whom": "team", "title": "", "questions": ["Which wait protects a patient?"]}],
        actions=["Write the hours on paper", "Ask the front desk"],
    )
    second = pages.step(
        "Shorten one",
        asks=[
            {"whom": "patients", "title": "", "questions": ["What almost made you leave?"]},
            {"whom": "advisor", "title": "", "questions": ["Would this sheet have helped you?"]},
        ],
        actions=["Name who answers", "Hand out naloxone"],
    )
    third = pages.step(
        "Look again",
        asks=[{"whom": "team", "title": "", "questions": ["What changed since the first step?"]}],
    )
    content = {
        "title": "A whole play",
        "slug": "a-whole-play",
        "summary": "All that a play may have.",
        "goal": "<p>Nobody leaves without an offer.</p>",
        "who_runs": "One nurse and one advisor",
        "time_to_run": "Exactly nine weeks",
        "evidence_grade": "C",
        "evidence_note": "We are fairly sure.",
        "body": [pages.heading("Why"), pages.prose("A request is short-lived.", "thakrar-2024")],
        "principles_title": "What we hold on to",
        "principles": [{"lead": "Tests inform care.", "text": "Never threats.", "citations": []}],
        "steps": [first, second, third],
        "tips": [
            {"text": "Keep one slot free after three.", "kind": "tip", "citations": []},
            {
                "text": "One prescriber is a person, not a system.",
                "kind": "trap",
                "citations": ["moe-2021"],
            },
        ],
        "resources": [
            {
                "title": "A sheet",
                "address": "https://www.handouts.example/sheet",
                "page": "",
                "note": "One page.",
            },
            {
                "title": "The clinical background",
                "address": "",
                "page": background.slug,
                "note": "Read it before the second step",
            },
        ],
        "related_post": story.slug,
        "partners": [
            {"organization": "Northern Valley Clinics", "role": "partner"},
            {"organization": "A Foundation for Care", "role": "funder"},
        ],
        "about": "<p>Shaped by two clinics in a valley.</p>",
    }
    return pages.play(**content, **fields)
