"""The article that comes with the demonstration site."""

import re

from cms.content.precipitated_withdrawal import ARTICLE
from cms.demo import write_demo_library
from cms.models import ArticlePage, Reference


def strings(value, name=""):
    """Every piece of text in the article's data, without the names of sources."""
    if isinstance(value, str):
        yield re.sub(r"<[^>]+>", " ", value)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from [] if key == "citations" else strings(part, key)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from strings(part)


def cited(value):
    if isinstance(value, dict):
        yield from value.get("citations", [])
        for part in value.values():
            yield from cited(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from cited(part)


def test_every_source_it_cites_is_known(library):
    known = set(Reference.objects.values_list("slug", flat=True))

    assert set(cited(ARTICLE["body"])) <= known


def test_every_paragraph_has_a_source_or_is_marked_for_a_check():
    claims = [value for kind, value in ARTICLE["body"] if kind == "prose"]
    boxes = [value for kind, value in ARTICLE["body"] if kind == "callout"]

    unsourced = [claim["text"] for claim in claims if not claim["citations"]]
    unmarked = [box["title"] for box in boxes if not (box["citations"] or box["needs_check"])]

    [opening] = unsourced
    assert "quoted against each other" in opening
    assert unmarked == ["How to read this page"]


def test_off_label_practice_is_named_as_such_in_its_own_paragraph():
    texts = [value["text"] for kind, value in ARTICLE["body"] if kind == "prose"]
    told = [text for text in texts if re.search(r"etamine|ow-dose|than 12 mg", text)]

    assert told
    assert all(re.search(r"off-label|beyond labeled|labeled experience", text) for text in told)


def test_it_is_a_full_article():
    words = " ".join(strings([value for _kind, value in ARTICLE["body"]])).split()

    assert 900 <= len(words) <= 1400


def test_writing_the_demo_library_twice_makes_one_published_article(editor, reviewer, client):
    write_demo_library(editor, reviewer)
    write_demo_library(editor, reviewer)

    article = ArticlePage.objects.get()
    page = client.get(article.url).content.decode()

    assert article.live
    assert article.contributions.count() == 3
    assert "review pending" in page
    assert "9 of 1,200" in page
