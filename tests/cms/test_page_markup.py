"""What machines read: strict HTML, JSON-LD by an independent parser, Open Graph, few queries."""

import json
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from justhtml import JustHTML
from pyld import jsonld

from cms.models import Contribution, Person
from tests.cms import pages
from tests.cms.pages import heading, prose
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SCHEMA = "https://schema.org/"
KINDS = ["article", "play", "blog", "series", "tool", "section", "front"]
ROW = {"name": "Standard", "cells": ["Wait", "A clinic"], "citations": ["moe-2021"]}
STEP = {"title": "Begin", "text": "<p>So.</p>", "citations": ["moe-2021"]}
BODY = [
    heading("What it is"),
    prose('Scored by <a linktype="term" slug="cows">COWS</a>.', "moe-2021", "thakrar-2024"),
    ("key_points", {"points": [{"text": "One.", "citations": ["adams-2021"]}]}),
    ("table", {"caption": "Ways", "columns": ["Way", "In short", "Suits"], "rows": [ROW]}),
    ("steps", {"title": "If it happens", "steps": [STEP, STEP]}),
    ("calculator", {"key": "cows"}),
    ("quote", {"text": "It helped.", "attribution": "A patient", "citations": []}),
]


@pytest.fixture
def addresses(library):
    """One page of each kind, with everything that may stand on it."""
    day = timezone.localdate()
    pages.term("COWS", "cows", "A scale of </script> eleven signs.")
    reviewer = Person.objects.create(name="Henrik Kallasmaa", credentials="DO", bio="Works.")
    author = Person.objects.create(name="Ifeoma Bell", user=UserFactory(handle="ifeoma"))
    role = Contribution.Role
    fields = {
        "body": BODY,
        "tags": ["Starting treatment"],
        "evidence_grade": "B",
        "evidence_note": "One trial.",
        "jurisdiction": "United States",
        "last_reviewed": day,
        "next_review": day + timedelta(days=180),
        "contributors": [(author, role.AUTHOR), (reviewer, role.CLINICAL_REVIEWER)],
    }
    tool = pages.tool(**fields)
    article = pages.article(title="Fentanyl & “</script>”", **fields)
    play, blog = pages.play(**fields), pages.blog(**fields)
    series = pages.series(article, play, blog, tags=["Starting treatment"])
    made = {"article": article, "play": play, "blog": blog, "series": series, "tool": tool}
    return {kind: page.url for kind, page in made.items()} | {
        "section": article.get_parent().url,
        "front": library.url,
    }


def no_network(url, options):
    """The one context there is: every name is of schema.org."""
    assert url == "https://schema.org"
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": {"@context": {"@vocab": SCHEMA}},
    }


def graph_in(html):
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    found = jsonld.expand(json.loads(block), {"documentLoader": no_network})
    nodes = found[0].get("@graph", found)
    return {node["@type"][0].removeprefix(SCHEMA): node for node in nodes}


def values(node, name):
    """Names or values of what `node` says under `name`."""
    said = node.get(f"{SCHEMA}{name}", [])
    return [one.get("@value") or one[f"{SCHEMA}name"][0]["@value"] for one in said]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_is_html_without_a_parse_error(addresses, client, kind):
    html = client.get(addresses[kind]).content.decode()

    JustHTML(html, strict=True)  # raises at the first error

    named = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(named) == sorted(set(named))


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("article", "MedicalWebPage"),
        ("play", "MedicalWebPage"),
        ("tool", "MedicalWebPage"),
        ("blog", "BlogPosting"),
        ("series", "CollectionPage"),
        ("section", "CollectionPage"),
        ("front", "CollectionPage"),
    ],
)
def test_every_kind_of_page_tells_what_it_is_and_where_it_stands(addresses, client, kind, wanted):
    html = client.get(addresses[kind]).content.decode()
    graph = graph_in(html)

    address = f"http://localhost:8000{addresses[kind]}"
    crumbs = graph["BreadcrumbList"][f"{SCHEMA}itemListElement"]
    assert values(graph[wanted], "url") == [address]
    assert crumbs[-1][f"{SCHEMA}item"][0]["@value"] == address
    assert [one[f"{SCHEMA}position"][0]["@value"] for one in crumbs] == [*range(1, len(crumbs) + 1)]
    assert f'<link rel="canonical" href="{address}">' in html
    assert f'<meta property="og:url" content="{address}">' in html


def test_an_article_names_its_people_review_subjects_and_sources(addresses, client):
    page = graph_in(client.get(addresses["article"]).content.decode())["MedicalWebPage"]

    assert values(page, "name") == ["Fentanyl & “</script>”"]
    assert values(page, "author") == ["Ifeoma Bell"]
    assert values(page, "reviewedBy") == ["Henrik Kallasmaa"]
    assert values(page, "lastReviewed") == [timezone.localdate().isoformat()]
    assert values(page, "about") == ["Starting treatment", "COWS"]
    assert len(page[f"{SCHEMA}citation"]) == 3
    assert all(
        "doi.org" in one[f"{SCHEMA}sameAs"][0]["@value"] for one in page[f"{SCHEMA}citation"]
    )
    assert len(values(page, "isPartOf")) == 1


def test_no_reviewer_is_claimed_before_the_review(library, client):
    reviewer = Person.objects.create(name="Henrik Kallasmaa")
    author = Person.objects.create(name="Ifeoma Bell")
    role = Contribution.Role
    people = [(author, role.AUTHOR), (reviewer, role.CLINICAL_REVIEWER)]
    html = client.get(pages.article(contributors=people).url).content.decode()

    assert values(graph_in(html)["MedicalWebPage"], "reviewedBy") == []
    assert "review pending" in html


def test_a_series_and_a_section_list_their_pages(addresses, client):
    series = graph_in(client.get(addresses["series"]).content.decode())["CollectionPage"]
    section = graph_in(client.get(addresses["section"]).content.decode())["CollectionPage"]

    assert len(values(series, "hasPart")) == 3
    assert values(section, "hasPart") == ["Fentanyl & “</script>”"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_reading_of_a_page_takes_at_most_twelve_queries(
    addresses, client, django_assert_max_num_queries, kind
):
    client.get("/library/")  # which site this is, Wagtail remembers by itself

    with django_assert_max_num_queries(12):
        answer = client.get(addresses[kind])

    assert answer.status_code == 200


@pytest.mark.parametrize("kind", ["article", "blog", "series"])
def test_these_take_no_more_with_every_cache_empty(
    addresses, client, django_assert_max_num_queries, kind
):
    cache.clear()

    with django_assert_max_num_queries(12):
        client.get(addresses[kind])
