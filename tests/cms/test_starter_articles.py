"""The articles of the starter library, as data: no database is asked."""

import json
import pkgutil
import re
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from cms import content, starter
from cms.content import articles
from cms.content.writing import rich

CONTENT = Path(content.__file__).parent
ARTICLES = [
    import_module(f"{articles.__name__}.{module.name}").ARTICLE
    for module in pkgutil.iter_modules(articles.__path__)
]
SLUGS = {page.content["slug"] for page in starter.pages()}
FIGURE = re.compile(r"\d\s*(?:mg|mcg|mL|ng)\b|\d\s*%")
UNPROVEN = re.compile(r"low-dose (?:start|initiation)|microdos|ketamine", re.IGNORECASE)

every_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["slug"])


def listed(name, key):
    return json.loads((CONTENT / name).read_text(encoding="utf-8"))[key]


def plain(text):
    return re.sub(r"<[^>]+>", "", text)


def passages(value):
    """Every part of a block that holds text of its own, down to rows, points and steps."""
    if isinstance(value, dict):
        yield value
    parts = value.values() if isinstance(value, dict) else value
    for part in parts:
        if isinstance(part, dict | list):
            yield from passages(part)


def texts(passage):
    """What readers see of `passage` itself, without its parts."""
    for name, value in passage.items():
        if isinstance(value, str):
            yield plain(value)
        elif name in {"cells", "columns"}:
            yield from value


def everything(article):
    yield from (article["title"], article["summary"], article["evidence_note"])
    for _kind, value in article["body"]:
        for passage in passages(value):
            yield from texts(passage)


def linked(article, kind):
    return re.findall(rf'linktype=\\"{kind}\\" slug=\\"([^"\\]+)', json.dumps(article["body"]))


def test_every_article_is_in_the_starter_library():
    assert len(ARTICLES) == 5
    assert {article["slug"] for article in ARTICLES} <= SLUGS


def test_marks_become_links_and_text_a_paragraph():
    assert rich("See [[cows|COWS]].") == '<p>See <a linktype="term" slug="cows">COWS</a>.</p>'
    assert rich("[[page:cows-tool|It]]") == '<p><a linktype="page" slug="cows-tool">It</a></p>'
    assert rich("<ul><li>One</li></ul>") == "<ul><li>One</li></ul>"


@every_article
def test_it_is_a_full_article(article):
    kinds = [kind for kind, _value in article["body"]]
    sections = [v for kind, v in article["body"] if kind == "heading" and v["level"] == "2"]
    words = " ".join(everything(article)).split()

    assert 1400 <= len(words) <= 2200
    assert 5 <= len(sections) <= 9
    assert kinds[0] == "key_points"
    assert {"recommendation", "table"} <= set(kinds)
    assert any(value.get("needs_check") for kind, value in article["body"] if kind == "callout")
    assert len(article["summary"]) <= 300
    assert article["review_months"] in (6, 12)
    assert article["jurisdiction"].startswith("United States")
    assert "[[" not in " ".join(everything(article))


@every_article
def test_its_sources_are_known_and_many(article):
    known = {reference["id"] for reference in listed("references.json", "references")}
    cited = {
        slug
        for _kind, value in article["body"]
        for passage in passages(value)
        for slug in passage.get("citations", [])
    }

    assert cited <= known - {"general"}
    assert len(cited) >= 10


@every_article
def test_its_terms_and_links_lead_somewhere(article):
    terms = linked(article, "term")

    assert set(terms) <= {term["slug"] for term in listed("glossary.json", "terms")}
    assert len(terms) == len(set(terms))  # only the first use of a term is marked
    assert 4 <= len(terms) <= 10
    assert set(linked(article, "page")) <= SLUGS - {article["slug"]}


@every_article
def test_every_figure_has_a_source_beside_it(article):
    unsourced = [
        " ".join(texts(passage))
        for kind, value in article["body"]
        for passage in passages(value)
        if FIGURE.search(" ".join(texts(passage)))
        and not passage.get("citations")
        and not (kind == "callout" and passage["needs_check"])
    ]

    # An opening line may repeat two figures as they are quoted in arguments; the table follows.
    assert [text for text in unsourced if "quoted against each other" not in text] == []


@every_article
def test_every_statement_has_a_source_or_is_marked(article):
    bare = [
        " ".join(texts(passage))
        for kind, value in article["body"]
        if kind not in {"heading", "calculator"}
        for passage in passages(value)
        if "citations" in passage and not passage["citations"]
        if not (kind == "callout" and (passage["needs_check"] or passage["kind"] == "line"))
    ]

    assert [text for text in bare if "quoted against each other" not in text] == []


@every_article
def test_unproven_practice_is_named_as_such_where_it_is_told(article):
    told = [
        " ".join(texts(value))
        for kind, value in article["body"]
        if kind in {"prose", "callout", "recommendation"}
    ]
    unnamed = [text for text in told if UNPROVEN.search(text) and "off-label" not in text.lower()]

    assert unnamed == []


@every_article
def test_its_words_are_respectful(article):
    entries = [
        entry
        for entry in listed("language.json", "entries")
        if entry["severity"] in {"strong", "block"}
    ]
    text = " ".join(everything(article)).lower()
    found = []
    for entry in entries:
        allowed = text
        for phrase in entry["except_phrases"]:
            allowed = allowed.replace(phrase, "")
        for pattern in entry["patterns"]:
            found += re.findall(rf"\b{re.escape(pattern.lower())}s?\b", allowed)

    assert len(entries) > 20
    assert found == []


@every_article
def test_doses_and_codes_stand_in_full(article):
    rows = [row for kind, v in article["body"] if kind == "dose_table" for row in v["rows"]]
    codes = [value for kind, value in article["body"] if kind == "code_table"]

    assert all(re.fullmatch(r"[\d.,]+(?: to [\d.,]+)?", row["amount"]) for row in rows)
    assert all(row["unit"] in {"mg", "mcg", "mcg/hour", "mg/hour", "mL"} for row in rows)
    assert all(date.fromisoformat(table["checked_on"]) for table in codes)
    assert all(table["payer"] for table in codes)
    assert all(len(row["code"]) <= 20 for table in codes for row in table["rows"])


@pytest.mark.parametrize("slug", ["billing-buprenorphine-visits", "regulation"])
def test_pages_on_rules_say_when_they_were_checked_and_what_expires(slug):
    [article] = [article for article in ARTICLES if article["slug"] == slug]
    text = " ".join(everything(article))

    assert "Checked on November 22, 2026" in text
    assert "December 31, 2026" in text
    assert article["jurisdiction"] == "United States (federal)"
    assert article["review_months"] == 6
