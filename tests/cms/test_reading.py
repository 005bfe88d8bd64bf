"""What a reader finds on a page beside its text: sources, terms, further reading, series."""

import re

import pytest
from wagtail.models import Page, PageViewRestriction

from cms.models import GlossaryTerm, Quotation, Reference, RelatedPage
from tests.cms import pages
from tests.cms.pages import heading, prose

pytestmark = pytest.mark.django_db


def shown(client, page):
    answer = client.get(page.url)
    assert answer.status_code == 200
    return answer.content.decode()


def source(slug):
    return Reference.objects.get(slug=slug)


def related(html):
    [part] = re.findall(r"<h2>Related reading</h2>(.*?)</section>", html, re.DOTALL) or [""]
    return re.findall(r'<a href="([^"]+)">', part)


# --- sources ----------------------------------------------------------------------------------


def test_sources_in_a_sentence_and_of_a_passage_share_one_order_of_first_use(library, client):
    inline = f'A <a linktype="reference" id="{source("moe-2021").pk}">trial</a> and a cohort.'
    step = {"title": "Begin", "text": f"<p>{inline}</p>", "citations": ["adams-2021"]}
    article = pages.article(
        body=[
            prose("First.", "thakrar-2024"),
            prose(inline, "thakrar-2024"),
            ("steps", {"title": "", "steps": [step, step]}),
        ]
    )

    text, listed = shown(client, article).split('id="references"')

    assert 'trial<sup class="ref"><a href="#ref-moe-2021" aria-label="Reference 2">2</a>' in text
    marks = re.findall(r'href="#ref-([\w-]+)"[^>]*>(\d)<', text)
    assert list(dict.fromkeys(marks)) == [
        ("thakrar-2024", "1"),
        ("moe-2021", "2"),
        ("adams-2021", "3"),
    ]
    assert re.findall(r'<li id="ref-([\w-]+)"', listed)[:3] == [
        "thakrar-2024",
        "moe-2021",
        "adams-2021",
    ]


def test_a_retracted_source_says_so_in_the_list_and_at_its_number(library, client):
    Reference.objects.filter(slug="moe-2021").update(is_retracted=True, retracted_on="2026-03-05")
    html = shown(client, pages.article())

    assert "Retracted Mar 5, 2026" in html
    assert 'aria-label="Reference 1, retracted" class="retracted"' in html


def test_a_source_leads_to_its_doi_and_to_pubmed(library, client):
    moe = source("moe-2021")
    html = shown(client, pages.article())

    assert f'href="https://doi.org/{moe.doi}"' in html
    assert f'href="https://pubmed.ncbi.nlm.nih.gov/{moe.pmid}/"' in html


# --- terms and links --------------------------------------------------------------------------


def test_a_term_leads_to_the_glossary_and_its_meaning_is_printed_with_the_page(library, client):
    pages.term("COWS", "cows", "A scale of 11 <signs>.")
    html = shown(client, pages.article(body=[prose('A <a linktype="term" slug="cows">score</a>.')]))

    link = '<a class="term" href="/library/glossary/cows/" aria-describedby="term-cows">score</a>'
    assert link in html
    assert "Terms on this page" in html
    assert '<dd id="term-cows">A scale of 11 &lt;signs&gt;.</dd>' in html


def test_a_term_that_is_withdrawn_leaves_its_words_alone(library, client):
    pages.term("COWS", "cows")
    article = pages.article(body=[prose('A <a linktype="term" slug="cows">score</a>.')])
    for term in GlossaryTerm.objects.all():
        term.unpublish()

    html = shown(client, article)

    assert "<p>A score.</p>" in html
    assert "Terms on this page" not in html


def test_a_link_to_a_page_leads_there_and_leaves_its_words_when_that_is_closed_or_gone(
    library, client
):
    other = pages.article(slug="other", body=[prose("Nothing.")])
    words = 'See <a linktype="page" slug="other">the other</a>.'
    article = pages.article(body=[prose(words)])

    assert f'See <a href="{other.url}">the other</a>.' in shown(client, article)
    restriction = {"restriction_type": PageViewRestriction.LOGIN}
    closed = PageViewRestriction.objects.create(page=other.page_ptr, **restriction)
    assert "<p>See the other.</p>" in shown(client, article)
    closed.delete()
    assert f'href="{other.url}"' in shown(client, article)
    other.unpublish()
    assert "<p>See the other.</p>" in shown(client, article)


# --- further reading --------------------------------------------------------------------------


def test_further_reading_is_what_was_picked_then_what_shares_subjects_then_sources(library, client):
    picked = pages.article(body=[prose("Nothing shared.")])
    same_source = pages.play(tags=[])
    same_subject = pages.blog(tags=["Billing"], body=[prose("No source.")])
    pages.article(body=[prose("Of something else.", "soares-2024")])
    retired = pages.article(tags=["Billing"], status="retired")
    closed = pages.article(tags=["Billing"])
    restriction = PageViewRestriction.LOGIN
    PageViewRestriction.objects.create(page=closed.page_ptr, restriction_type=restriction)
    article = pages.article(tags=["Billing"])
    article.related_picks = [
        RelatedPage(other=Page.objects.get(pk=page.pk), sort_order=place)
        for place, page in enumerate([picked, retired])
    ]
    article.save_revision().publish(skip_permission_checks=True)

    found = related(shown(client, article))

    assert found == [picked.url, same_subject.url, same_source.url]


def test_further_reading_follows_what_is_closed_or_published_later(library, client):
    article, other = pages.article(tags=["Billing"]), pages.article(tags=["Billing"])
    assert related(shown(client, article)) == [other.url]

    section = other.get_parent()
    blog = pages.blog(tags=["Billing"])
    assert set(related(shown(client, article))) == {other.url, blog.url}
    PageViewRestriction.objects.create(
        page=blog.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )

    assert related(shown(client, article)) == [other.url]
    assert section.url in shown(client, article)


def test_a_part_of_a_series_names_its_place_and_its_neighbors(library, client):
    first, second, third = pages.article(), pages.play(), pages.article()
    path = pages.series(first, second, third, title="A first month")

    html = shown(client, second)

    assert f'Part 2 of 3 in <a href="{path.url}">A first month</a>' in " ".join(html.split())
    assert f'<a rel="prev" href="{first.url}">' in html
    assert f'rel="next" href="{third.url}">' in html
    assert [html.index(part.title) for part in (first, third)]
    listed = shown(client, path)
    places = [listed.index(f'<h3><a href="{part.url}">') for part in (first, second, third)]
    assert places == sorted(places)


def test_a_part_that_is_withdrawn_is_not_counted(library, client):
    first, second, third = pages.article(), pages.article(), pages.article()
    path = pages.series(first, second, third)
    second.unpublish()

    assert "Part 2 of 2 in" in shown(client, third)
    assert f'rel="next" href="{third.url}"' in shown(client, first)
    assert second.title not in shown(client, path)


# --- blocks -----------------------------------------------------------------------------------


def quotation(**fields):
    values = {"source": 41, "source_version": 1, "state": "granted", "credit": "Ana, NP"}
    return Quotation.objects.create(**values | {"text": "We call at 9."} | fields)


def asked_for(page, quoted):
    """The author was asked for this page."""
    Quotation.objects.filter(pk=quoted.pk).update(page=page)


@pytest.mark.parametrize(
    ("fields", "is_shown"),
    [
        ({}, True),
        ({"is_hidden": True}, False),
        ({"state": "asked"}, False),
        ({"state": "withdrawn", "text": "", "credit": ""}, False),
    ],
    ids=["consented", "post hidden", "not answered", "taken back"],
)
def test_a_quoted_post_is_shown_with_its_credit_only_while_it_may_be(
    library, client, fields, is_shown
):
    quoted = quotation(**fields)
    post = pages.blog(
        answers=quoted,
        body=[prose("Yes."), ("quoted_post", {"quotation": quoted.pk})],
    )
    asked_for(post, quoted)
    html = shown(client, post)

    assert html.count("We call at 9.") == (2 if is_shown else 0)
    assert ("Ana, NP" in html) is is_shown
    assert ('href="/posts/41/"' in html) is is_shown
    assert ("In answer to a colleague" in html) is is_shown
    assert "author has agreed" not in html


def test_a_preview_says_why_a_quoted_post_is_not_shown(library, rf):
    asked = quotation(state="asked")
    post = pages.blog(body=[("quoted_post", {"quotation": asked.pk})])
    asked_for(post, asked)

    answer = post.make_preview_request(rf.get("/"), "")

    assert "when its author has agreed" in answer.rendered_content


DOSE = {
    "who": "A trial",
    "amount": "0.5 to 2",
    "unit": "mg",
    "form": "film",
    "timing": "hourly",
    "note": "",
    "citations": ["moe-2021"],
}
CODE = {"code": "99213", "meaning": "Office visit", "note": "", "citations": []}


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (
            "dose_table",
            {"caption": "Doses", "note": "Inpatients.", "rows": [DOSE], "needs_check": True},
            ["0.5 to 2&nbsp;mg", "not an instruction", "Inpatients.", "Needs a clinician"],
        ),
        (
            "code_table",
            {
                "caption": "Visits",
                "system": "CPT",
                "checked_on": "2026-11-22",
                "payer": "Medicare",
                "rows": [CODE],
            },
            ["99213", "Office visit", "Checked Nov 22, 2026.", "American Medical Association"],
        ),
        (
            "recommendation",
            {"text": "<p>Offer it.</p>", "grade": "B", "citations": ["moe-2021"]},
            ["Grade B of A to D", "trial or good cohorts", "<dt>D</dt>"],
        ),
        ("heading", {"text": "Parts & pieces", "level": "2"}, ["On this page", "Parts &amp; pie"]),
    ],
    ids=["doses", "codes", "recommendation", "heading"],
)
def test_a_block_shows_what_it_promises(library, client, kind, value, words):
    html = shown(client, pages.article(body=[(kind, value)]))

    assert [word for word in words if word not in html] == []


# --- lists ------------------------------------------------------------------------------------


@pytest.fixture
def shelf(library):
    pages.article(title="On codes", tags=["Billing"])
    pages.article(title="On appeals", tags=["Billing"], status="under-review")
    pages.article(title="On dosing", tags=["Dosing"])
    pages.article(title="On waivers", tags=["Billing"], status="retired")
    pages.play(title="A play on codes", tags=["Billing"])


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("", {"On codes", "On appeals", "On dosing"}),
        ("?subject=billing", {"On codes", "On appeals"}),
        ("?subject=billing&status=current", {"On codes"}),
        ("?status=retired", {"On waivers"}),
        ("?subject=nothing&status=odd&page=x", {"On codes", "On appeals", "On dosing"}),
    ],
)
def test_a_section_is_narrowed_by_subject_and_status(shelf, client, question, found):
    html = client.get(f"/library/articles/{question}").content.decode()

    titles = set(re.findall(r"<h3><a [^>]*>([^<]+)</a></h3>", html))
    assert titles == found
    assert ("noindex" in html) is ("=billing" in question or "=retired" in question)


def test_the_front_page_counts_every_section_and_leads_to_the_glossary(shelf, client):
    pages.term("COWS", "cows")
    html = " ".join(client.get("/library/").content.decode().split())

    assert re.findall(r">(Articles|Plays|Blog)</a> <span class=\"count\">(\d+) ", html) == [
        ("Articles", "3"),
        ("Plays", "1"),
        ("Blog", "0"),
    ]
    assert 'href="/library/glossary/">Glossary</a> <span class="count">1 term<' in html
    assert 'action="/search/"' in html


def test_the_table_of_contents_names_sections_certainty_and_sources(library, client):
    body = [heading("What it is"), heading("A detail", "3"), prose("A claim.", "moe-2021")]
    html = shown(client, pages.article(body=body, evidence_note="One trial."))

    [nav] = re.findall(r"<nav class=\"toc.*?</nav>", html, re.DOTALL)
    targets = re.findall(r'<a href="#([^"]+)">([^<]+)<', nav)
    assert [words for _target, words in targets] == ["What it is", "How sure are we?", "References"]
    assert all(f'id="{target}"' in html for target, _words in targets)
