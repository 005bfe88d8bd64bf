"""The starter library's plays, blog post, series and COWS page, as data: what a reader relies on."""

import importlib
import json
import pkgutil
import re
from itertools import chain, pairwise
from pathlib import Path

import pytest

from cms import content
from cms.content.blog.when_the_pharmacy_will_not_fill import POST
from cms.content.plays.harm_reduction_in_the_office import PLAY as HARM_REDUCTION
from cms.content.plays.same_day_starts import PLAY as SAME_DAY
from moderation.demo.content import load as demo

CONTENT = Path(content.__path__[0])
PLAYS = [HARM_REDUCTION, SAME_DAY]
YEAR = re.compile(r"\b20\d\d\b")
NOT_WORDS = {
    "citations",
    "intro_citations",
    "references",
    "kind",
    "address",
    "page",
    "slug",
    "tags",
}


def data(name):
    return json.loads((CONTENT / f"{name}.json").read_text(encoding="utf-8"))


COWS = data("cows")
PAGES = [*PLAYS, POST, COWS]
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page["slug"])
every_play = pytest.mark.parametrize("play", PLAYS, ids=lambda play: play["slug"])


def walk(value):
    """Every dict inside a page's data, outermost first."""
    if isinstance(value, dict):
        yield value
    if isinstance(value, (dict, list, tuple)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from walk(part)


def raw(value, name=""):
    """Every text of a page's data with its markup, without keys, addresses and names of sources."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from () if key in NOT_WORDS else raw(part, key)
    elif isinstance(value, (list, tuple)):
        yield from chain.from_iterable(raw(part) for part in value)


def texts(value):
    return [re.sub(r"<[^>]+>", " ", text) for text in raw(value)]


def cited(page):
    for part in walk(page):
        for key in ("citations", "intro_citations", "references"):
            yield from part.get(key, [])


def slugs_of_pages():
    names = {"cows"}
    for folder, constant in (("articles", "ARTICLE"), ("plays", "PLAY"), ("blog", "POST")):
        for found in pkgutil.iter_modules([str(CONTENT / folder)]):
            module = importlib.import_module(f"cms.content.{folder}.{found.name}")
            names.add(getattr(module, constant)["slug"])
    return names


# Sources


@every_page
def test_every_source_it_cites_is_known_and_somebody_looked_at_it(page):
    looked_at = {one["id"] for one in data("references")["references"] if one["checked"] != "none"}

    assert set(cited(page))
    assert set(cited(page)) <= looked_at


@every_page
def test_a_paragraph_or_row_with_a_figure_has_a_source_or_is_marked_for_a_check(page):
    blocks = [(kind, value) for kind, value in page["body"] if kind in ("prose", "callout")]
    rows = [row for kind, value in page["body"] if kind == "table" for row in value["rows"]]
    open_to_doubt = [value for _kind, value in blocks if not value.get("needs_check")]
    points = [
        one for kind, value in page["body"] if kind == "key_points" for one in value["points"]
    ]

    unsourced = [part for part in [*open_to_doubt, *rows, *points] if not part["citations"]]

    assert not [text for text in texts(unsourced) if re.search(r"\d", YEAR.sub("", text))]


@every_page
def test_it_names_no_dose_but_that_of_a_spray_anybody_may_buy(page):
    doses = [
        text[max(0, found.start() - 12) : found.end()]
        for text in texts(page)
        for found in re.finditer(r"\d[\d.,]*\s?(?:mg|mcg|mL)\b", text)
    ]

    assert all(re.search(r"(?:Narcan|Naloxone) 4 mg$", dose) for dose in doses), doses


@every_page
def test_off_label_practice_is_named_as_such_beside_its_mention(page):
    parts = [row for part in walk(page) for row in part.get("rows", [])]
    parts += [part for part in walk(page) if "note" in part and "title" in part]
    parts += [value for kind, value in page["body"] if kind in ("prose", "callout")]
    told = [
        part for part in parts if re.search(r"(?i)ketamine|low-dose|more buprenorphine", str(part))
    ]

    assert all(re.search(r"off-label|beyond labeled", str(part)) for part in told), told


# Words


@every_page
def test_it_uses_no_wording_that_the_library_changes(page):
    entries = [one for one in data("language")["entries"] if one["severity"] in ("strong", "block")]
    text = " ".join(texts(page)).lower()

    for entry in entries:
        rest = text
        for fine in entry["except_phrases"]:
            rest = rest.replace(fine.lower(), " ")
        for wording in entry["patterns"]:
            assert not re.search(rf"\b{re.escape(wording.lower())}s?\b", rest), wording


@every_page
def test_its_terms_and_links_lead_somewhere(page):
    text = " ".join(raw(page))
    terms = re.findall(r'linktype="term" slug="([^"]+)"', text)
    links = re.findall(r'linktype="page" slug="([^"]+)"', text)
    picked = [one["page"] for one in page.get("resources", []) if one["page"]]

    assert set(terms) <= {term["slug"] for term in data("glossary")["terms"]}
    assert len(terms) == len(set(terms))  # the first use alone
    assert set(links) | set(picked) <= slugs_of_pages()
    assert page not in PLAYS or 4 <= len(terms) <= 10


# Plays


@every_play
def test_each_step_explains_asks_and_gives_things_to_do(play):
    assert 4 <= len(play["steps"]) <= 6
    for step in play["steps"]:
        assert len(step["summary"]) <= 90
        assert len(" ".join(texts(step["explanation"])).split()) >= 60
        assert step["citations"] or step["needs_check"]
        assert len(step["actions"]) >= 4
        asked = {one["whom"] for one in step["asks"]}
        assert "team" in asked or "patients" in asked
        assert asked & {"patients", "advisor"}
        assert all(len(one["questions"]) >= 1 for one in step["asks"])


@every_play
def test_every_part_of_a_play_is_there_and_fits_its_field(play):
    limits = {"title": 120, "lead": 80, "note": 200, "name": 160, "caption": 200}

    for part in walk(play):
        for name, limit in limits.items():
            assert len(part.get(name, "")) <= limit, part[name]
        assert all(len(one) <= 240 for one in part.get("questions", []))
        assert all(len(one) <= 200 for one in part.get("actions", []))
        assert all(len(one) <= 80 for one in part.get("columns", []))
        for row in part.get("rows", []):
            assert len(row["cells"]) == len(part["columns"]) - 1, row["name"]
    assert len(play["summary"]) <= 300
    assert max(len(play["who_runs"]), len(play["time_to_run"])) <= 120
    assert len(play["principles"]) >= 5
    assert {one["kind"] for one in play["tips"]} == {"tip", "trap"}
    assert all(bool(one["address"]) != bool(one["page"]) for one in play["resources"])
    known = {one["name"] for one in data("organizations").values()}
    assert {one["organization"] for one in play["partners"]} <= known


def test_whoever_is_named_is_marked_as_invented():
    people = data("people").values()
    invented = [one["disclosure"] for one in people]
    invented += [one["about"] for one in data("organizations").values()]

    assert all("invented" in text for text in invented)
    assert all(one["name"] and one["credentials"] and one["bio"] for one in people)


# Blog post and series


def test_the_blog_post_answers_a_member_whose_post_is_public_in_the_demo():
    thread = next(
        one for one in demo("threads")["threads"] if one["slug"] == POST["answers"]["thread"]
    )
    post = next(one for one in thread["posts"] if one["n"] == POST["answers"]["post"])
    words = " ".join(texts([value for _kind, value in POST["body"]])).split()

    assert thread["title"] == POST["answers"]["topic"]
    assert post["author"]
    assert post["moderation"]["expected"] == "published"
    assert 500 <= len(words) <= 800


def test_series_are_ordered_paths_through_pages_that_exist():
    series = data("series")
    parts = [slug for one in series for slug in one["pages"]]

    assert 2 <= len(series) <= 3
    assert all(len(one["pages"]) >= 2 and len(one["summary"]) <= 300 for one in series)
    assert len(parts) == len(set(parts))
    assert set(parts) <= slugs_of_pages()


# COWS


def test_the_items_of_the_cows_page_add_up_to_the_published_range():
    scores = [[option["score"] for option in item["options"]] for item in COWS["items"]]

    assert len(scores) == 11
    assert all(one[0] == 0 and all(a < b for a, b in pairwise(one)) for one in scores)
    assert sum(one[-1] for one in scores) == COWS["max_total"] == 48
    assert COWS["notice"] == (
        "Shortened labels for teaching. Use the published scale for clinical records."
    )


def test_the_bands_of_the_cows_page_cover_every_total_once():
    totals = [
        total for band in COWS["severity_bands"] for total in range(band["min"], band["max"] + 1)
    ]

    assert totals == list(range(49))
    assert [band["min"] for band in COWS["severity_bands"]] == [0, 5, 13, 25, 37]


@pytest.mark.parametrize("example", COWS["examples"], ids=lambda example: example["id"])
def test_worked_examples_add_up_to_their_total_and_band(example):
    offered = {item["key"]: [one["score"] for one in item["options"]] for item in COWS["items"]}
    [band] = [b for b in COWS["severity_bands"] if b["min"] <= example["total"] <= b["max"]]

    assert example["scores"].keys() == offered.keys()
    assert all(score in offered[key] for key, score in example["scores"].items())
    assert sum(example["scores"].values()) == example["total"]
    assert band["key"] == example["band"]
