"""Terms and sources inside rich text, from the editor to the database and back."""

import json

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import ReferenceIndex
from wagtail.rich_text import RichText

from cms.blocks import PROSE_FEATURES
from cms.blocks.anchors import pointed_at
from cms.models import GlossaryTerm, LibraryEntry, Reference
from tests.cms import pages


@pytest.fixture
def converter():
    return ContentstateConverter(features=PROSE_FEATURES)


@pytest.fixture
def targets(library):
    return pages.term("COWS", "cows"), Reference.objects.get(slug="moe-2021")


def test_both_links_survive_the_way_through_the_editor(converter, targets):
    term, source = targets
    stored = (
        f'<p>Score <a id="{term.pk}" linktype="term">the scale</a> as in '
        f'<a id="{source.pk}" linktype="reference">a series</a>.</p>'
    )

    state = json.loads(converter.from_database_format(stored))
    kept = converter.to_database_format(json.dumps(state))

    entities = [(one["type"], one["data"]["string"]) for one in state["entityMap"].values()]
    assert entities == [("TERM", "COWS"), ("REFERENCE", str(source))]
    for attributes in (f'id="{term.pk}"', f'id="{source.pk}"', 'linktype="term"'):
        assert attributes in kept
    assert pointed_at(kept, "term") == [term.pk]
    assert pointed_at(kept, "reference") == [source.pk]


@pytest.mark.parametrize("key", ["999999", "x", "", "1 OR 1"])
def test_what_is_gone_is_told_and_never_breaks_the_editor(converter, targets, key):
    state = json.loads(
        converter.from_database_format(f'<p><a linktype="term" id="{key}">words</a></p>')
    )

    [entity] = state["entityMap"].values()
    assert entity["data"]["gone"]
    assert "words" in converter.to_database_format(json.dumps(state))


def test_outside_a_page_of_the_library_the_words_stay(targets):
    term, _source = targets

    shown = str(RichText(f'<p><a linktype="term" id="{term.pk}">the scale</a></p>'))

    assert "the scale" in shown
    assert "linktype" not in shown


def test_uses_are_counted_and_listed_in_the_order_of_first_use(
    targets, django_capture_on_commit_callbacks
):
    term, source = targets
    text = (
        f'<p>Score <a linktype="term" id="{term.pk}">it</a>, as '
        f'<a linktype="reference" id="{source.pk}">a series</a> did.</p>'
    )
    other = Reference.objects.get(slug="soares-2024")
    with django_capture_on_commit_callbacks(execute=True):
        play = pages.play(
            goal=text,
            body=[("prose", {"text": "<p>Later.</p>", "citations": ["soares-2024"]})],
            steps=[pages.step("One", citations=[])] * 2,
        )

    entry = LibraryEntry.objects.get(pk=play.pk)
    assert entry.term_ids == [term.pk]
    assert entry.reference_ids == [source.pk, other.pk]
    assert ReferenceIndex.get_grouped_references_to(term).count() == 1
    assert ReferenceIndex.get_grouped_references_to(source).count() == 1


def test_the_choosers_offer_and_create_what_is_missing(editor, signed_in, targets):
    term, _source = targets
    browser = signed_in(editor)
    base = "/cms/snippets/choose/cms"

    listed = browser.get(f"{base}/glossaryterm/", {"q": "cows"}).json()
    assert "COWS" in listed["html"]
    chosen = browser.get(f"{base}/glossaryterm/chosen/{term.pk}/").json()["result"]
    assert (chosen["id"], chosen["words"]) == (str(term.pk), "COWS")

    refused = browser.post(f"{base}/reference/create/", {"slug": "a-2026", "doi": "jama"}).json()
    assert "A DOI looks like" in refused["htmlFragment"]
    form = {
        "slug": "smith-2026",
        "authors": "Smith A, Jones B",
        "title": "A paper",
        "year": "2026",
        "kind": "review",
        "doi": "https://doi.org/10.1000/182",
    }
    made = browser.post(f"{base}/reference/create/", form).json()["result"]
    assert made["words"] == "Smith 2026"
    assert Reference.objects.get(slug="smith-2026").doi == "10.1000/182"

    new = {"term": "tapering", "slug": "tapering", "definition": "Lowering a dose in steps."}
    browser.post(f"{base}/glossaryterm/create/", new)
    assert not GlossaryTerm.objects.get(slug="tapering").live
