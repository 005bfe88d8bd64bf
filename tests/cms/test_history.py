"""What readers are promised about the versions of a page."""

import json

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from cms.diffs import compare
from cms.models import ArticlePage, PageChange, Quotation
from tests.cms import pages
from tests.cms.reviewing import answer, edit, fresh, submit


@pytest.fixture
def changed(library, editor, reviewer, signed_in):
    """An article with two published versions, the second one signed, and a draft beyond them."""
    page = pages.article(
        slug="two-versions",
        body=[
            pages.heading("What it is"),
            pages.prose("Wait twelve hours after the last use.", "moe-2021"),
            pages.heading("What it costs"),
            pages.prose("Nothing."),
        ],
    )
    draft = page.get_latest_revision_as_object()
    draft.body = [
        pages.heading("What it is"),
        ("prose", {"text": "<p>Wait at least twelve hours after the last use.</p>"}),
        pages.heading("What helps"),
        ("prose", {"text": "<p>Telling people <b>what</b> to expect.</p>"}),
    ]
    draft.change_note = "Names the shortest wait."
    draft.save_revision(user=editor)
    submit(fresh(page), editor)
    answer(signed_in(reviewer), fresh(page))
    edit(fresh(page), editor, "A secret draft.")
    return fresh(page)


def below(page, rest):
    return f"{page.url}{rest}"


def test_the_history_lists_versions_with_their_note_and_who_signed(changed, reviewer, client):
    page = client.get(below(changed, "history/"))

    text = page.content.decode()
    assert text.index("Version 2") < text.index("Version 1")
    assert "Names the shortest wait." in text
    assert f"Signed by {reviewer.display_name}" in text
    assert 'content="noindex"' in text
    assert "secret draft" not in text
    assert not page.cookies


def test_a_change_is_readable_by_sections_and_for_those_who_hear_it(changed, client):
    text = client.get(below(changed, "history/2/")).content.decode()

    words = " ".join(text.split())
    assert '<ins><span class="vh">Added: </span>at least<span class="vh">. </span></ins>' in words
    assert '<del><span class="vh">Removed section: </span>What it costs</del>' in words
    assert '<ins><span class="vh">Added section: </span>What helps</ins>' in words
    assert "Telling people what to expect." in words
    assert "secret draft" not in words
    first = client.get(below(changed, "history/1/")).content.decode()
    assert "This is the first version" in first


def test_versions_of_a_page_that_is_not_public_are_not_found(changed, client):
    addresses = [below(changed, "history/"), below(changed, "history/2/")]
    answers = [client.get(one).status_code for one in (*addresses, below(changed, "history/3/"))]
    restriction = PageViewRestriction.objects.create(
        page=changed.get_parent(), restriction_type="login"
    )
    restricted = [client.get(one).status_code for one in addresses]
    restriction.delete()
    changed.unpublish()

    assert answers == [200, 200, 404]
    assert restricted == [404, 404]
    assert [client.get(one).status_code for one in addresses] == [404, 404]


def test_words_of_a_colleague_are_never_taken_from_a_version(library):
    quotation = Quotation.objects.create(
        source=1, source_version=1, text="My own words.", state="granted"
    )
    old = {"title": "A page", "body": "[]"}
    block = {"type": "quoted_post", "value": {"quotation": quotation.pk}, "id": "q"}
    new = {"title": "A page", "body": json.dumps([block])}

    sections = compare(ArticlePage, old, new)

    shown = " ".join(piece.text for one in sections for line in one.lines for piece in line.pieces)
    assert f"quotation {quotation.pk}" in shown
    assert "My own words" not in shown


def test_every_kind_of_page_can_be_compared_with_itself_and_with_nothing(library):
    for page in (pages.article(), pages.play(), pages.blog(), pages.tool()):
        content = PageChange.objects.of(page.pk).get().content

        assert compare(type(page), content, content) == []
        assert compare(type(page), {}, content)


def test_a_page_links_to_its_versions_a_suggestion_and_its_citation(changed, client):
    text = client.get(changed.url).content.decode()

    assert reverse("cms:history", args=["articles/two-versions"]) in text
    assert "Changes: 2 versions" in text
    assert reverse("cms:suggest", args=["articles/two-versions"]) in text
    assert "Version 2. Reviewed" in " ".join(text.split())
