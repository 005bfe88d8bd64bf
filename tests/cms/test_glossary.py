"""The glossary as readers see it."""

import json
import re

import pytest
from django.contrib.sessions.models import Session

from cms.models import GlossaryTerm, LibraryEntry, Reference
from tests.cms import pages

ADDRESS = "/library/glossary/"


def term(name, **fields):
    slug = fields.pop("slug", name.lower().replace(" ", "-"))
    values = {"definition": f"What {name} means."} | fields
    return GlossaryTerm.objects.create(term=name, slug=slug, **values)


@pytest.fixture
def uses_cows(terms, django_capture_on_commit_callbacks):
    """A published article that marks a term; Wagtail counts its uses after the commit."""
    text = f'<p>The <a linktype="term" id="{terms["cows"].pk}">scale</a>.</p>'
    with django_capture_on_commit_callbacks(execute=True):
        return pages.article(title="Uses it", body=[("prose", {"text": text, "citations": []})])


@pytest.fixture
def terms(library):
    """Three published terms and a draft."""
    cows = term("clinical opiate withdrawal scale", slug="cows", abbreviations="COWS")
    pw = term("precipitated withdrawal", synonyms="sudden withdrawal", search_only="PWD")
    term("Élan scale", slug="elan-scale", needs_check=True)
    term("secret draft", live=False)
    cows.see_also = [pw, GlossaryTerm.objects.get(slug="secret-draft")]
    cows.references = [Reference.objects.get(slug="moe-2021")]
    cows.save()
    return {"cows": cows, "pw": pw}


def get(client, address, **headers):
    answer = client.get(address, **headers)
    return answer, answer.content.decode()


def structured(page):
    return json.loads(re.search(r"ld\+json\">(.*?)</script>", page)[1])


def test_terms_stand_from_a_to_z_with_letters_to_jump_to(terms, client):
    _answer, page = get(client, ADDRESS)

    assert re.findall(r'<h2 id="letter-(\w+)"', page) == ["c", "e", "p"]
    assert re.findall(r'href="#letter-(\w+)"', page) == ["c", "e", "p"]
    assert "<abbr>COWS</abbr>" in page
    assert page.count("Needs a clinician") == 1
    assert "secret draft" not in page
    assert {one["name"] for one in structured(page)["hasDefinedTerm"]} == {
        "clinical opiate withdrawal scale",
        "precipitated withdrawal",
        "Élan scale",
    }


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("COWS", ["cows"]),
        ("pwd", ["precipitated-withdrawal"]),
        ("sudden", ["precipitated-withdrawal"]),
        ("withdrawal", ["cows", "precipitated-withdrawal"]),
        ("secret", []),
        ("'\"<script>\0%", []),
        ("x" * 5000, []),
    ],
)
def test_the_list_is_filtered_without_scripts(terms, client, words, found):
    answer = client.get(ADDRESS, {"q": words})
    page = answer.content.decode()

    assert answer.status_code == 200
    assert re.findall(r'<div id="([\w-]+)"><dt>', page) == found
    assert "<script>\0" not in page
    assert "PWD" not in page or words == "pwd"
    assert 'content="noindex"' in page


def test_a_term_tells_its_names_sources_and_the_pages_that_use_it(
    terms, uses_cows, client, django_assert_max_num_queries
):
    pages.article(title="Does not")

    with django_assert_max_num_queries(6):
        answer, page = get(client, f"{ADDRESS}cows/")

    assert LibraryEntry.objects.get(pk=uses_cows.pk).term_ids == [terms["cows"].pk]
    assert "COWS" in page
    assert 'href="/library/glossary/precipitated-withdrawal/"' in page
    assert "secret draft" not in page
    assert "Uses it" in page
    assert "Does not" not in page
    assert 'id="ref-moe-2021"' in page
    node = structured(page)
    assert (node["@type"], node["name"]) == ("DefinedTerm", "clinical opiate withdrawal scale")
    assert node["alternateName"] == ["COWS"]
    assert node["inDefinedTermSet"]["@type"] == "DefinedTermSet"
    assert not answer.cookies
    assert not Session.objects.exists()


def test_a_page_taken_down_is_no_longer_named_as_using_a_term(uses_cows, client):
    before = get(client, f"{ADDRESS}cows/")[1]
    uses_cows.unpublish()

    assert "Uses it" in before
    assert "Uses it" not in get(client, f"{ADDRESS}cows/")[1]


@pytest.mark.parametrize("slug", ["secret-draft", "no-such-term"])
def test_a_draft_is_not_found(terms, client, slug):
    assert client.get(f"{ADDRESS}{slug}/").status_code == 404


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}cows/"])
def test_an_unchanged_page_is_not_sent_twice_to_a_visitor(terms, client, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    GlossaryTerm.objects.filter(slug="cows").update(definition="Another meaning.")
    changed = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert changed.status_code == 200
    assert "Another meaning." in changed.content.decode()


def test_what_a_member_sees_is_not_kept_for_others(terms, member, signed_in):
    answer = signed_in(member).get(ADDRESS)

    assert "ETag" not in answer
    assert "private" in answer["Cache-Control"]


def test_search_engines_are_told_of_published_terms(terms, client):
    index = client.get("/sitemap.xml").content.decode()
    part = client.get("/sitemaps/glossary-1.xml").content.decode()

    assert "/sitemaps/glossary-1.xml" in index
    assert "/library/glossary/</loc>" in part
    assert "/library/glossary/cows/</loc>" in part
    assert "secret-draft" not in part
